import { type TracingChannelSubscribers, tracingChannel } from 'node:diagnostics_channel';
import { type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FetchTrace } from 'rollcall';

/** Makes a span of each call for members. @returns a function that ends that */
export function traceFetches(): () => void {
	const channel = tracingChannel<unknown, FetchTrace>('rollcall.fetch');
	const spans = new WeakMap<FetchTrace, Span>();
	const subscribers: TracingChannelSubscribers<FetchTrace> = {
		start(call) {
			const attributes = { 'discord.guild.id': call.guildId, 'rollcall.kind': call.kind };
			spans.set(call, trace.getTracer('rollcall').startSpan('rollcall.fetch', { attributes }));
		},
		error(call) {
			spans.get(call)?.setStatus({ code: SpanStatusCode.ERROR, message: String(call.error) });
		},
		asyncEnd(call) {
			const span = spans.get(call);
			for (const name of ['source', 'outcome', 'totalCount', 'expectedCount', 'joined', 'reason'] as const) {
				const value = call[name];
				if (value !== undefined) span?.setAttribute(`rollcall.${name}`, value);
			}
			span?.setAttribute('rollcall.requests.gateway', call.requests?.gateway ?? 0);
			span?.setAttribute('rollcall.requests.rest', call.requests?.rest ?? 0);
			span?.end();
		},
		end() {},
		asyncStart() {},
	};
	channel.subscribe(subscribers);
	return () => channel.unsubscribe(subscribers);
}
