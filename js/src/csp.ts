/** Tells whether the page's content security policy stood in the way of something. */
export interface CspWatch {
  /** The directive that was violated, "" if none was. The browser tells it a moment after the failure. */
  violation(): Promise<string>;
  end(): void;
}

/** How long the browser's report of a violation may lag behind the failure, in ms. */
const REPORT_LAG_MS = 50;

/** Watches for violations by a request to `url`. */
export function watchCsp(url: string): CspWatch {
  let directive = "";
  const listener = (event: SecurityPolicyViolationEvent): void => {
    if (event.disposition === "enforce" && sameResource(event.blockedURI, url)) {
      directive = event.effectiveDirective;
    }
  };
  document.addEventListener("securitypolicyviolation", listener);
  return {
    async violation() {
      if (!directive) await new Promise((resolve) => setTimeout(resolve, REPORT_LAG_MS));
      return directive;
    },
    end: () => document.removeEventListener("securitypolicyviolation", listener),
  };
}

/** Browsers report the whole address, or of another origin's only the origin. */
function sameResource(blocked: string, url: string): boolean {
  return blocked !== "" && (url === blocked || new URL(url).origin === blocked.replace(/\/$/, ""));
}

/** Whether a failed compilation was forbidden by the policy: browsers tell it in words only. */
export function isCspText(text: string): boolean {
  return /unsafe-eval|wasm-eval|content security policy|\bCSP\b/i.test(text);
}
