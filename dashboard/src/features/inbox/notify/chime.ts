let context: AudioContext | undefined;

/** Two short notes, made by the browser itself: there is no file to load. */
export function chime() {
  context ??= new AudioContext();
  const now = context.currentTime;
  for (const [index, pitch] of [880, 1175].entries()) {
    const start = now + index * 0.12;
    const tone = new OscillatorNode(context, { frequency: pitch });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0.12, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.3);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + 0.32);
  }
}
