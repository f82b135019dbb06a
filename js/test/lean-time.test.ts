import { describe, expect, it } from "vitest";
import { thirdPartyNotices } from "../build/notices.mjs";
import { changeTime, sleepFiles } from "./go/time.mjs";

describe("package time as it is built in", () => {
  it("is this Go's, without internal/godebug", () => {
    const { own, builtIn } = sleepFiles();
    const rest = "// when is a helper function for setting the 'when' field of a runtimeTimer.";
    expect(builtIn).not.toMatch(/godebug|asynctimerchan\./);
    expect(builtIn.split(rest)[1]).toBe(own.split(rest)[1]);
  });

  it("is not built from a version that the changes do not fit", () => {
    expect(() => changeTime("package time\n")).toThrow(/sleep\.go has changed.*\n.*\n\t"internal\/godebug"/);
  });

  it("is told to be changed in the notices", () => {
    expect(thirdPartyNotices([])).toMatch(
      /^Go \(runtime.*\)\n\nChanged by the build of Dualstream: time\/sleep\.go is modified/m,
    );
  });
});
