// Drives a headless Firefox over WebDriver BiDi for firefox.go: one JSON object a
// line, requests on stdin, their answers and what pages write to their consoles
// on stdout. It ends, and Firefox with it, when stdin ends.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.argv[1],
  headless: true,
  extraPrefsFirefox: {
    // A camera and a microphone that are not real, and every page may use them.
    "media.navigator.streams.fake": true,
    "media.navigator.permission.disabled": true,
    "media.autoplay.default": 0,
    "media.autoplay.blocking_policy": 0,
  },
});

/** The pages, by the number that the other side gave them. */
const pages = new Map();

const methods = {
  /** A page in a window of its own, so that it counts as visible beside others, with storage of its own. */
  async open({ page }) {
    const context = await browser.createBrowserContext();
    const opened = await context.newPage({ type: "window" });
    const tell = (type, text) => say({ page, type, text, at: Date.now() });
    opened.on("console", (message) => tell(message.type(), message.text()));
    opened.on("pageerror", (error) => tell("exception", String(error?.message ?? error)));
    pages.set(page, opened);
  },
  navigate: async ({ page, text }) => void (await pages.get(page).goto(text)),
  evaluate: ({ page, text }) => pages.get(page).evaluate(text),
  screenshot: ({ page }) => pages.get(page).screenshot({ encoding: "base64" }),
  close({ page }) {
    const closed = pages.get(page).browserContext().close();
    pages.delete(page);
    return closed;
  },
};

createInterface({ input: process.stdin })
  .on("line", async (line) => {
    const request = JSON.parse(line);
    try {
      say({ id: request.id, text: (await methods[request.method](request)) ?? "" });
    } catch (error) {
      say({ id: request.id, error: String(error?.message ?? error) });
    }
  })
  .on("close", async () => {
    await browser.close();
    process.exit();
  });
say({ text: await browser.version() });
