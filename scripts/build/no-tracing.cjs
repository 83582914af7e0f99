/**
 * OpenTelemetry's API as it is where nobody has registered a provider: it traces nothing. Next looks at
 * the name of the provider's class to learn that, and runs what it would trace.
 * Source: https://opentelemetry.io/docs/specs/otel/trace/api/
 */
class NoopTracerProvider {}

const context = { getValue() {}, setValue: () => context, deleteValue: () => context };

const span = {
  isRecording: () => false,
  spanContext: () => ({ traceId: "0".repeat(32), spanId: "0".repeat(16), traceFlags: 0 }),
  setAttribute: () => span,
  setAttributes: () => span,
  setStatus: () => span,
  updateName: () => span,
  addEvent: () => span,
  addLink: () => span,
  addLinks: () => span,
  recordException() {},
  end() {},
};

const tracer = {
  startSpan: () => span,
  startActiveSpan: (_, ...more) => more.at(-1)(span),
};

const provider = { getTracer: () => tracer, getDelegate: () => new NoopTracerProvider() };

module.exports = {
  ROOT_CONTEXT: context,
  SpanKind: { INTERNAL: 0, SERVER: 1, CLIENT: 2, PRODUCER: 3, CONSUMER: 4 },
  SpanStatusCode: { UNSET: 0, OK: 1, ERROR: 2 },
  createContextKey: (description) => Symbol.for(description),
  context: {
    active: () => context,
    bind: (_, target) => target,
    with: (_, act, self, ...args) => act.call(self, ...args),
  },
  propagation: { inject() {}, extract: (given) => given },
  trace: {
    getSpan() {},
    getSpanContext() {},
    isSpanContextValid: () => false,
    setSpan: (given) => given,
    getTracer: () => tracer,
    getTracerProvider: () => provider,
  },
};
