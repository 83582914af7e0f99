const questions = [
  [
    "What is a credit?",
    "What a call of the API costs is counted in credits. Looking at pages costs none.",
  ],
  [
    "What happens when the credits are used up?",
    "Calls that cost credits are refused, with an answer that says so, until the next period begins or somebody buys more. Nothing is charged on top.",
  ],
  [
    "What if we have more people than seats?",
    "Nobody loses access when an organization moves to a smaller plan. New people can join once there is a seat again.",
  ],
  [
    "Can we cancel?",
    "At any time. The plan stays until its period ends; then the organization is on the free one, with everything in it.",
  ],
  [
    "Who takes the money?",
    "Polar does. No card number reaches this application, which only hears what was bought.",
  ],
  [
    "Is one plan for all our organizations?",
    "No, each organization has a plan of its own, with its own seats and credits. One account can be in many.",
  ],
] as const;

export function Questions() {
  return (
    <section aria-labelledby="questions" className="border-t border-line py-16 sm:py-20">
      <h2 id="questions" className="text-2xl font-semibold tracking-tight">
        Questions
      </h2>
      <dl className="mt-8 grid gap-x-12 gap-y-8 md:grid-cols-2">
        {questions.map(([question, answer]) => (
          <div key={question}>
            <dt className="font-semibold">{question}</dt>
            <dd className="mt-1.5 text-muted">{answer}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
