"use strict";

// Files are copied by the browser where it may, and selected otherwise.
document.querySelectorAll("[data-copy]").forEach((button) => {
  const text = button.closest("figure").querySelector("pre code");
  button.addEventListener("click", async () => {
    getSelection().selectAllChildren(text);
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
});
