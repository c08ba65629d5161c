"use strict";
var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __exportStar = (this && this.__exportStar) || function(m, exports) {
    for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.testingMatchers = void 0;
// Copyright (c) HashiCorp, Inc
// SPDX-License-Identifier: MPL-2.0
const validateEnvironment_1 = require("./validateEnvironment");
(0, validateEnvironment_1.validateEnvironment)();
__exportStar(require("./tokens"), exports);
__exportStar(require("./terraform-stack"), exports);
__exportStar(require("./terraform-element"), exports);
__exportStar(require("./terraform-module"), exports);
__exportStar(require("./terraform-provider"), exports);
__exportStar(require("./terraform-resource"), exports);
__exportStar(require("./terraform-data-source"), exports);
__exportStar(require("./terraform-output"), exports);
__exportStar(require("./complex-computed-list"), exports);
__exportStar(require("./resource"), exports);
__exportStar(require("./testing"), exports);
exports.testingMatchers = require("./testing/matchers");
__exportStar(require("./app"), exports);
__exportStar(require("./terraform-backend"), exports);
__exportStar(require("./backends"), exports);
__exportStar(require("./terraform-remote-state"), exports);
__exportStar(require("./terraform-local"), exports);
__exportStar(require("./terraform-variable"), exports);
__exportStar(require("./terraform-hcl-module"), exports);
__exportStar(require("./runtime"), exports);
__exportStar(require("./terraform-dependable"), exports);
__exportStar(require("./manifest"), exports);
__exportStar(require("./terraform-asset"), exports);
__exportStar(require("./synthesize"), exports);
__exportStar(require("./annotations"), exports);
__exportStar(require("./aspect"), exports);
__exportStar(require("./terraform-functions"), exports);
__exportStar(require("./terraform-operators"), exports);
__exportStar(require("./tfExpression"), exports);
__exportStar(require("./terraform-addressable"), exports);
__exportStar(require("./terraform-iterator"), exports);
__exportStar(require("./terraform-provisioner"), exports);
__exportStar(require("./terraform-conditions"), exports);
__exportStar(require("./terraform-count"), exports);
__exportStar(require("./importable-resource"), exports);
__exportStar(require("./terraform-resource-targets"), exports);
__exportStar(require("./upgrade-id-aspect"), exports);
__exportStar(require("./terraform-data-resource"), exports);
// required for JSII because Fn extends from it
__exportStar(require("./functions/terraform-functions.generated"), exports);
//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiaW5kZXguanMiLCJzb3VyY2VSb290IjoiIiwic291cmNlcyI6WyJpbmRleC50cyJdLCJuYW1lcyI6W10sIm1hcHBpbmdzIjoiOzs7Ozs7Ozs7Ozs7Ozs7OztBQUFBLCtCQUErQjtBQUMvQixtQ0FBbUM7QUFDbkMsK0RBQTREO0FBQzVELElBQUEseUNBQW1CLEdBQUUsQ0FBQztBQUV0QiwyQ0FBeUI7QUFDekIsb0RBQWtDO0FBQ2xDLHNEQUFvQztBQUNwQyxxREFBbUM7QUFDbkMsdURBQXFDO0FBQ3JDLHVEQUFxQztBQUNyQywwREFBd0M7QUFDeEMscURBQW1DO0FBQ25DLDBEQUF3QztBQUN4Qyw2Q0FBMkI7QUFDM0IsNENBQTBCO0FBQzFCLHdEQUFzRDtBQUN0RCx3Q0FBc0I7QUFDdEIsc0RBQW9DO0FBQ3BDLDZDQUEyQjtBQUMzQiwyREFBeUM7QUFDekMsb0RBQWtDO0FBQ2xDLHVEQUFxQztBQUNyQyx5REFBdUM7QUFDdkMsNENBQTBCO0FBQzFCLHlEQUF1QztBQUN2Qyw2Q0FBMkI7QUFDM0Isb0RBQWtDO0FBQ2xDLCtDQUE2QjtBQUM3QixnREFBOEI7QUFDOUIsMkNBQXlCO0FBQ3pCLHdEQUFzQztBQUN0Qyx3REFBc0M7QUFDdEMsaURBQStCO0FBQy9CLDBEQUF3QztBQUN4Qyx1REFBcUM7QUFDckMsMERBQXdDO0FBQ3hDLHlEQUF1QztBQUN2QyxvREFBa0M7QUFDbEMsd0RBQXNDO0FBQ3RDLCtEQUE2QztBQUM3QyxzREFBb0M7QUFDcEMsNERBQTBDO0FBQzFDLCtDQUErQztBQUMvQyw0RUFBMEQiLCJzb3VyY2VzQ29udGVudCI6WyIvLyBDb3B5cmlnaHQgKGMpIEhhc2hpQ29ycCwgSW5jXG4vLyBTUERYLUxpY2Vuc2UtSWRlbnRpZmllcjogTVBMLTIuMFxuaW1wb3J0IHsgdmFsaWRhdGVFbnZpcm9ubWVudCB9IGZyb20gXCIuL3ZhbGlkYXRlRW52aXJvbm1lbnRcIjtcbnZhbGlkYXRlRW52aXJvbm1lbnQoKTtcblxuZXhwb3J0ICogZnJvbSBcIi4vdG9rZW5zXCI7XG5leHBvcnQgKiBmcm9tIFwiLi90ZXJyYWZvcm0tc3RhY2tcIjtcbmV4cG9ydCAqIGZyb20gXCIuL3RlcnJhZm9ybS1lbGVtZW50XCI7XG5leHBvcnQgKiBmcm9tIFwiLi90ZXJyYWZvcm0tbW9kdWxlXCI7XG5leHBvcnQgKiBmcm9tIFwiLi90ZXJyYWZvcm0tcHJvdmlkZXJcIjtcbmV4cG9ydCAqIGZyb20gXCIuL3RlcnJhZm9ybS1yZXNvdXJjZVwiO1xuZXhwb3J0ICogZnJvbSBcIi4vdGVycmFmb3JtLWRhdGEtc291cmNlXCI7XG5leHBvcnQgKiBmcm9tIFwiLi90ZXJyYWZvcm0tb3V0cHV0XCI7XG5leHBvcnQgKiBmcm9tIFwiLi9jb21wbGV4LWNvbXB1dGVkLWxpc3RcIjtcbmV4cG9ydCAqIGZyb20gXCIuL3Jlc291cmNlXCI7XG5leHBvcnQgKiBmcm9tIFwiLi90ZXN0aW5nXCI7XG5leHBvcnQgKiBhcyB0ZXN0aW5nTWF0Y2hlcnMgZnJvbSBcIi4vdGVzdGluZy9tYXRjaGVyc1wiO1xuZXhwb3J0ICogZnJvbSBcIi4vYXBwXCI7XG5leHBvcnQgKiBmcm9tIFwiLi90ZXJyYWZvcm0tYmFja2VuZFwiO1xuZXhwb3J0ICogZnJvbSBcIi4vYmFja2VuZHNcIjtcbmV4cG9ydCAqIGZyb20gXCIuL3RlcnJhZm9ybS1yZW1vdGUtc3RhdGVcIjtcbmV4cG9ydCAqIGZyb20gXCIuL3RlcnJhZm9ybS1sb2NhbFwiO1xuZXhwb3J0ICogZnJvbSBcIi4vdGVycmFmb3JtLXZhcmlhYmxlXCI7XG5leHBvcnQgKiBmcm9tIFwiLi90ZXJyYWZvcm0taGNsLW1vZHVsZVwiO1xuZXhwb3J0ICogZnJvbSBcIi4vcnVudGltZVwiO1xuZXhwb3J0ICogZnJvbSBcIi4vdGVycmFmb3JtLWRlcGVuZGFibGVcIjtcbmV4cG9ydCAqIGZyb20gXCIuL21hbmlmZXN0XCI7XG5leHBvcnQgKiBmcm9tIFwiLi90ZXJyYWZvcm0tYXNzZXRcIjtcbmV4cG9ydCAqIGZyb20gXCIuL3N5bnRoZXNpemVcIjtcbmV4cG9ydCAqIGZyb20gXCIuL2Fubm90YXRpb25zXCI7XG5leHBvcnQgKiBmcm9tIFwiLi9hc3BlY3RcIjtcbmV4cG9ydCAqIGZyb20gXCIuL3RlcnJhZm9ybS1mdW5jdGlvbnNcIjtcbmV4cG9ydCAqIGZyb20gXCIuL3RlcnJhZm9ybS1vcGVyYXRvcnNcIjtcbmV4cG9ydCAqIGZyb20gXCIuL3RmRXhwcmVzc2lvblwiO1xuZXhwb3J0ICogZnJvbSBcIi4vdGVycmFmb3JtLWFkZHJlc3NhYmxlXCI7XG5leHBvcnQgKiBmcm9tIFwiLi90ZXJyYWZvcm0taXRlcmF0b3JcIjtcbmV4cG9ydCAqIGZyb20gXCIuL3RlcnJhZm9ybS1wcm92aXNpb25lclwiO1xuZXhwb3J0ICogZnJvbSBcIi4vdGVycmFmb3JtLWNvbmRpdGlvbnNcIjtcbmV4cG9ydCAqIGZyb20gXCIuL3RlcnJhZm9ybS1jb3VudFwiO1xuZXhwb3J0ICogZnJvbSBcIi4vaW1wb3J0YWJsZS1yZXNvdXJjZVwiO1xuZXhwb3J0ICogZnJvbSBcIi4vdGVycmFmb3JtLXJlc291cmNlLXRhcmdldHNcIjtcbmV4cG9ydCAqIGZyb20gXCIuL3VwZ3JhZGUtaWQtYXNwZWN0XCI7XG5leHBvcnQgKiBmcm9tIFwiLi90ZXJyYWZvcm0tZGF0YS1yZXNvdXJjZVwiO1xuLy8gcmVxdWlyZWQgZm9yIEpTSUkgYmVjYXVzZSBGbiBleHRlbmRzIGZyb20gaXRcbmV4cG9ydCAqIGZyb20gXCIuL2Z1bmN0aW9ucy90ZXJyYWZvcm0tZnVuY3Rpb25zLmdlbmVyYXRlZFwiO1xuIl19