// What the tests of the page ask it.

/** The cards that are not hidden. */
const shown = () => [...document.querySelectorAll("article")].filter((card) => card.checkVisibility());

/** What a card shows. */
const facts = (card) => ({
  name: card.querySelector("h2").textContent,
  state: card.dataset.state,
  prompt: card.querySelector(".prompt").textContent,
  reason: card.querySelector(".reason")?.textContent ?? null,
  hasVideo: card.querySelector("video") !== null,
});

/** Chooses the option of a filter as a person does. */
const choose = (filter, value) => {
  const select = document.getElementById(filter);
  select.value = value;
  select.dispatchEvent(new Event("change"));
  return shown().map((card) => facts(card).name);
};

/** Resolves when the video has played a part of its length. */
const played = (video) =>
  new Promise((resolve, reject) => {
    video.addEventListener("error", () => reject(video.error));
    video.addEventListener("timeupdate", () => video.currentTime > 0 && resolve(video.currentTime));
  });

const luminance = (color) => {
  const [red, green, blue] = color.match(/[\d.]+/g).map((value) => {
    const channel = value / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const background = (element) => {
  const color = getComputedStyle(element).backgroundColor;
  return color === "rgba(0, 0, 0, 0)" ? background(element.parentElement) : color;
};

/** The elements that show text themselves, with the contrast of the text to what is behind it (WCAG 2). */
const contrasts = () => {
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
  const texts = [...document.body.querySelectorAll("*:not(script, option)")].filter(
    (element) => (hasText(element) || element.matches("select")) && element.checkVisibility(),
  );
  return texts.map((element) => {
    const both = [luminance(getComputedStyle(element).color), luminance(background(element))];
    const ratio = (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
    return { element: element.outerHTML.slice(0, 60), ratio };
  });
};

/** How far the page can be scrolled sideways. */
const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

/** Elements that reach beyond the right edge of the screen. */
const tooWide = () =>
  [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map((element) => element.outerHTML.slice(0, 60));
