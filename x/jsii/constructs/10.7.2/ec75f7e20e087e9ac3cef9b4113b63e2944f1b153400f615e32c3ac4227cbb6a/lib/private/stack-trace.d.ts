export declare function captureStackTrace(below?: Function): string[];
