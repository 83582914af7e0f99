export default function Landing() {
  return <h1>Penning</h1>;
}
