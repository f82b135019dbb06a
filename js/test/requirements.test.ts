import { expect, it } from "vitest";
import { isDocumentedBrowser } from "../src/requirements.ts";

const webkit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
const chrome = (rest: string) =>
  `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ${rest}`;

it.each<[boolean, string, number?]>([
  [true, chrome("Chrome/156.0.0.0 Safari/537.36")],
  [true, chrome("HeadlessChrome/156.0.0.0 Safari/537.36")],
  [true, chrome("Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0")],
  [false, chrome("Chrome/57.0.0.0 Safari/537.36")],
  [true, chrome("Chrome/58.0.0.0 Safari/537.36")],
  [true, chrome("Chrome/100.0.0.0 Safari/537.36 OPR/86.0")],
  [false, chrome("Chrome/57.0.0.0 Safari/537.36 OPR/44.0")],
  [true, "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"],
  [false, "Mozilla/5.0 (X11; Linux x86_64; rv:55.0) Gecko/20100101 Firefox/55.0"],
  [true, `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/17.4 Safari/605.1.15`],
  [false, `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_12) ${webkit} Version/10.1 Safari/603.1`],
  [
    true,
    `Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) ${webkit} Version/17.4 Mobile/15E148 Safari/604.1`,
  ],
  [
    false,
    `Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) ${webkit} CriOS/123.0 Mobile/15E148 Safari/604.1`,
  ],
  [false, `Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) ${webkit} MicroMessenger/8.0`],
  [
    true,
    `Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 MicroMessenger/8.0`,
  ],
  [false, `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) ${webkit} CriOS/123.0 Safari/604.1`, 5],
  [false, "curl/8"],
  [false, ""],
])("says %s of %s", (expected, userAgent, touch = 0) => {
  expect(isDocumentedBrowser(userAgent, touch)).toBe(expected);
});
