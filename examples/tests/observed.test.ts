import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import {
	InMemorySpanExporter,
	NodeTracerProvider,
	type ReadableSpan,
	SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { type ConfigPatch, MemberFetchService } from 'rollcall';
import { describe, expect, it, onTestFinished } from 'vitest';
import { metricsServer } from '../src/production/metricsServer.js';
import { traceFetches } from '../src/production/tracing.js';
import { setStage } from './stage.js';

function aService(config: ConfigPatch = {}): MemberFetchService {
	const service = new MemberFetchService(config);
	onTestFinished(() => service.close());
	return service;
}

it('Prometheus gets the figures, with those of each of the largest guilds', async () => {
	const { guild } = await setStage();
	const service = aService();
	const server = metricsServer(service).listen(0, '127.0.0.1');
	onTestFinished(() => void server.close());
	await once(server, 'listening');
	await service.fetchGuildMembers(guild);
	const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`);
	expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
	const text = await answer.text();
	expect(text).toContain(`rollcall_roster_members{guild="${guild.id}"} 1200\n`);
	expect(text).toContain('rollcall_fetches_total{source="full_fetch",outcome="complete"} 1\n');
});

describe('spans of OpenTelemetry', () => {
	/** Collects spans until the test ends. */
	function aCollector(): InMemorySpanExporter {
		const exporter = new InMemorySpanExporter();
		const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
		provider.register();
		const stop = traceFetches();
		onTestFinished(async () => {
			stop();
			await provider.shutdown();
			trace.disable();
			context.disable();
		});
		return exporter;
	}
	const named = (exporter: InMemorySpanExporter, name: string): ReadableSpan[] =>
		exporter.getFinishedSpans().filter((span) => span.name === name);

	it('are made of calls, as children of the span of their caller', async () => {
		const { guild } = await setStage();
		const exporter = aCollector();
		const service = aService();
		await trace.getTracer('bot').startActiveSpan('command', async (command) => {
			await service.fetchGuildMembers(guild);
			await service.fetchMember(guild, guild.client.user?.id ?? '');
			command.end();
		});
		const [command] = named(exporter, 'command');
		const [list, lookup] = named(exporter, 'rollcall.fetch');
		expect(list?.attributes).toEqual({
			'discord.guild.id': guild.id,
			'rollcall.kind': 'list',
			'rollcall.source': 'full_fetch',
			'rollcall.outcome': 'complete',
			'rollcall.totalCount': 1_200,
			'rollcall.expectedCount': 1_200,
			'rollcall.joined': false,
			'rollcall.requests.gateway': expect.any(Number),
			'rollcall.requests.rest': expect.any(Number),
		});
		expect(lookup?.attributes).toMatchObject({ 'rollcall.kind': 'lookup', 'rollcall.source': 'cache' });
		for (const span of [list, lookup]) {
			expect(span?.parentSpanContext?.spanId).toBe(command?.spanContext().spanId);
			expect(span?.status.code).toBe(SpanStatusCode.UNSET);
		}
	});

	it('say what went wrong', async () => {
		const { guild } = await setStage({ intents: ['Guilds'] });
		const exporter = aCollector();
		await aService().fetchGuildMembers(guild);
		const [span] = named(exporter, 'rollcall.fetch');
		expect(span?.status).toMatchObject({
			code: SpanStatusCode.ERROR,
			message: expect.stringContaining('MISSING_INTENT'),
		});
		expect(span?.attributes).toMatchObject({ 'rollcall.outcome': 'failed', 'rollcall.totalCount': 0 });
	});
});
