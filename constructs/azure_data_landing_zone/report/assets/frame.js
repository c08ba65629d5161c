"use strict";

(() => {
  // Where one is.
  const links = new Map([...document.querySelectorAll(".side a")].map((link) => [link.hash.slice(1), link]));
  const sections = [...document.querySelectorAll("main > section")];
  const here = () => {
    const current = sections.filter((section) => section.getBoundingClientRect().top < innerHeight / 3).pop() || sections[0];
    links.forEach((link, id) => {
      if (id === current.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  addEventListener("scroll", here, { passive: true });
  here();

  // Theme: the system's, light or dark.
  const themes = ["automatic", "light", "dark"];
  const button = document.getElementById("theme");
  const remember = (theme) => {
    try {
      if (theme === undefined) return localStorage.getItem("adlz-theme");
      localStorage.setItem("adlz-theme", theme);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    return theme;
  };
  const paint = (theme) => {
    if (theme === "automatic") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
  };
  let theme = themes.includes(remember()) ? remember() : "automatic";
  paint(theme);
  button.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    remember(theme);
    paint(theme);
  });

  document.getElementById("print").addEventListener("click", () => print());
})();
