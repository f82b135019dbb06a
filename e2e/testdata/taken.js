// The names that Go's runtime and the SDK would like to have.
window.AgoraRTC = "mine";
window.Go = "mine";
window.fs = "mine";
window.process = "mine";
window.before = Object.getOwnPropertyNames(window);
