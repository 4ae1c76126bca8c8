/** How a phone rings, softly: two tones for a second, every four seconds. Returns how to end it. */
export function ring(): () => void {
  const context = new AudioContext();
  const gain = context.createGain();
  gain.gain.value = 0;
  gain.connect(context.destination);
  for (const frequency of [440, 480]) {
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(gain);
    tone.start();
  }
  const sound = () => {
    const now = context.currentTime;
    gain.gain.setTargetAtTime(0.04, now, 0.05);
    gain.gain.setTargetAtTime(0, now + 1, 0.1);
  };
  sound();
  const again = setInterval(sound, 4000);
  return () => {
    clearInterval(again);
    void context.close();
  };
}
