// A window to be shared: a green picture in which something moves, and a tone of
// 440 Hz.
{
  const canvas = document.querySelector("canvas");
  const brush = canvas.getContext("2d");
  let drawn = 0;
  setInterval(() => {
    brush.fillStyle = "rgb(0, 160, 0)";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.fillStyle = "rgb(0, 220, 0)";
    brush.fillRect((drawn++ * 8) % canvas.width, 40, 60, 60);
  }, 50);

  const context = new AudioContext();
  const tone = context.createOscillator();
  const volume = new GainNode(context, { gain: 0.3 });
  const outlet = context.createMediaStreamDestination();
  tone.frequency.value = 440;
  tone.connect(volume);
  volume.connect(context.destination);
  volume.connect(outlet);
  tone.start();

  // The same as tracks, for those who publish them as their own.
  window.shared = {
    picture: () => canvas.captureStream(15).getVideoTracks()[0],
    tone: () => outlet.stream.getAudioTracks()[0],
  };
}
