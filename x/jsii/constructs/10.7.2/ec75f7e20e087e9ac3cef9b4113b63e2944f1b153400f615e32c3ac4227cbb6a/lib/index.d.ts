export * from './construct';
export type * from './metadata';
export type * from './mixin';
export * from './dependency';
