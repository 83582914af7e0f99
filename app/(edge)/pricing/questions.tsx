const questions = [
  ["What is a credit?", "API requests cost credits. Using the app itself costs none."],
  [
    "What happens when we run out of credits?",
    "Requests that cost credits fail with a clear error until the next period starts or you buy more. There are no overage charges.",
  ],
  [
    "What if we have more people than seats?",
    "No one loses access when an organization moves to a smaller plan. New people can join once a seat is free.",
  ],
  [
    "Can we cancel?",
    "Yes, at any time. Your plan stays active until the end of the period. The organization then moves to the free plan and keeps its data.",
  ],
  ["Who handles payments?", "Polar does. Card numbers never reach this application."],
  [
    "Does one plan cover all our organizations?",
    "No. Each organization has its own plan, seats and credits. One account can belong to many organizations.",
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
