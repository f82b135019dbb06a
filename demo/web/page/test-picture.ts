const width = 640;
const height = 360;
const frameRate = 15;
const bars = ["#c8c8c8", "#c8c832", "#32c8c8", "#32c832", "#c832c8", "#c83232", "#3232c8"];

/** A moving picture for machines without a camera: colour bars, a clock and a ball. `stop` ends it. */
export function createTestPicture(): { track: MediaStreamTrack; stop(): void } {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  const track = canvas.captureStream(frameRate).getVideoTracks()[0];
  if (!context || !track) throw new Error("this browser cannot make a video of a canvas");
  // Not requestAnimationFrame: the picture goes on in a hidden tab.
  const timer = setInterval(() => draw(context, Date.now()), 1000 / frameRate);
  draw(context, Date.now());
  return {
    track,
    stop() {
      clearInterval(timer);
      track.stop();
    },
  };
}

function draw(context: CanvasRenderingContext2D, now: number): void {
  const step = width / bars.length;
  bars.forEach((colour, i) => {
    context.fillStyle = colour;
    context.fillRect(i * step, 0, step + 1, height);
  });
  context.fillStyle = "#14191d";
  context.fillRect(0, height * 0.62, width, height * 0.38);
  context.fillStyle = "#fff";
  context.font = "600 56px system-ui, sans-serif";
  context.textAlign = "center";
  context.fillText(new Date(now).toISOString().slice(11, 21), width / 2, height * 0.86);
  const phase = (now % 4000) / 4000;
  context.beginPath();
  context.arc(width * (0.5 + 0.42 * Math.sin(2 * Math.PI * phase)), height * 0.31, 34, 0, 2 * Math.PI);
  context.fill();
}
