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
// Copyright (c) HashiCorp, Inc
// SPDX-License-Identifier: MPL-2.0
__exportStar(require("./s3-backend"), exports);
__exportStar(require("./local-backend"), exports);
__exportStar(require("./remote-backend"), exports);
__exportStar(require("./azurerm-backend"), exports);
__exportStar(require("./consul-backend"), exports);
__exportStar(require("./cos-backend"), exports);
__exportStar(require("./gcs-backend"), exports);
__exportStar(require("./http-backend"), exports);
__exportStar(require("./oss-backend"), exports);
__exportStar(require("./pg-backend"), exports);
__exportStar(require("./swift-backend"), exports);
__exportStar(require("./cloud-backend"), exports);
//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiaW5kZXguanMiLCJzb3VyY2VSb290IjoiIiwic291cmNlcyI6WyJpbmRleC50cyJdLCJuYW1lcyI6W10sIm1hcHBpbmdzIjoiOzs7Ozs7Ozs7Ozs7Ozs7O0FBQUEsK0JBQStCO0FBQy9CLG1DQUFtQztBQUNuQywrQ0FBNkI7QUFDN0Isa0RBQWdDO0FBQ2hDLG1EQUFpQztBQUNqQyxvREFBa0M7QUFDbEMsbURBQWlDO0FBQ2pDLGdEQUE4QjtBQUM5QixnREFBOEI7QUFDOUIsaURBQStCO0FBQy9CLGdEQUE4QjtBQUM5QiwrQ0FBNkI7QUFDN0Isa0RBQWdDO0FBQ2hDLGtEQUFnQyIsInNvdXJjZXNDb250ZW50IjpbIi8vIENvcHlyaWdodCAoYykgSGFzaGlDb3JwLCBJbmNcbi8vIFNQRFgtTGljZW5zZS1JZGVudGlmaWVyOiBNUEwtMi4wXG5leHBvcnQgKiBmcm9tIFwiLi9zMy1iYWNrZW5kXCI7XG5leHBvcnQgKiBmcm9tIFwiLi9sb2NhbC1iYWNrZW5kXCI7XG5leHBvcnQgKiBmcm9tIFwiLi9yZW1vdGUtYmFja2VuZFwiO1xuZXhwb3J0ICogZnJvbSBcIi4vYXp1cmVybS1iYWNrZW5kXCI7XG5leHBvcnQgKiBmcm9tIFwiLi9jb25zdWwtYmFja2VuZFwiO1xuZXhwb3J0ICogZnJvbSBcIi4vY29zLWJhY2tlbmRcIjtcbmV4cG9ydCAqIGZyb20gXCIuL2djcy1iYWNrZW5kXCI7XG5leHBvcnQgKiBmcm9tIFwiLi9odHRwLWJhY2tlbmRcIjtcbmV4cG9ydCAqIGZyb20gXCIuL29zcy1iYWNrZW5kXCI7XG5leHBvcnQgKiBmcm9tIFwiLi9wZy1iYWNrZW5kXCI7XG5leHBvcnQgKiBmcm9tIFwiLi9zd2lmdC1iYWNrZW5kXCI7XG5leHBvcnQgKiBmcm9tIFwiLi9jbG91ZC1iYWNrZW5kXCI7XG4iXX0=