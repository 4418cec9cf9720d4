import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { VARIABLES } from '../../packages/bot/src/environment/schema.js';
import {
	healthCheckOfImage,
	instructionsOfImage,
	OPS,
	readBoard,
	readScrape,
	readText,
	readYaml,
	SERVED,
} from './readOps.js';

/*
 * No container engine runs where these tests run: they read what would be built and started, and check that it fits
 * together. The unit of systemd is only read, too.
 */

const ROOT = join(OPS, '..');

interface Service {
	readonly image?: string;
	readonly build?: { readonly context: string; readonly dockerfile: string };
	readonly environment?: Readonly<Record<string, string>>;
	readonly secrets?: readonly string[];
	readonly volumes?: readonly string[];
	readonly ports?: readonly string[];
	readonly networks: readonly string[];
}
interface Compose {
	readonly services: Readonly<Record<string, Service>>;
	readonly secrets: Readonly<Record<string, { readonly file: string }>>;
	readonly volumes: Readonly<Record<string, unknown>>;
	readonly networks: Readonly<Record<string, unknown>>;
}
const compose = readYaml<Compose>('compose.yaml');
const services = Object.entries(compose.services);

describe('the compose file', () => {
	it('has the bot, Prometheus and Grafana, of named versions', () => {
		expect(Object.keys(compose.services)).toEqual(['bot', 'prometheus', 'grafana']);
		for (const [name, { image }] of services) if (name !== 'bot') expect(image).toMatch(/:v?\d+\.\d+\.\d+$/);
	});

	it.each(services)(
		'declares what %s uses, and mounts what is there',
		(_, { secrets = [], volumes = [], networks }) => {
			for (const secret of secrets) expect(compose.secrets).toHaveProperty(secret);
			for (const network of networks) expect(compose.networks).toHaveProperty(network);
			for (const volume of volumes) {
				const [source = '', target = ''] = volume.split(':');
				if (source.startsWith('.')) expect(existsSync(join(OPS, source)), source).toBe(true);
				else expect(compose.volumes).toHaveProperty(source);
				expect(target).toMatch(/^\//);
			}
		},
	);

	it.each(services)('opens %s to this machine alone', (_, { ports = [] }) => {
		expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
	});

	it('has no secret in it, and keeps their files out of the repository and the image', () => {
		const files = Object.values(compose.secrets).map(({ file }) => file);
		expect(files.every((file) => file.startsWith('./secrets/'))).toBe(true);
		const ignored = execFileSync('git', ['check-ignore', ...files], { cwd: OPS })
			.toString()
			.trim()
			.split('\n');
		expect(ignored).toEqual(files);
		expect(readText('Dockerfile.dockerignore')).toMatch(/^ops\/secrets$/m);
		const settings = services.flatMap(([, { environment = {} }]) => Object.entries(environment));
		expect(settings.filter(([name]) => /token|password/i.test(name) && !name.endsWith('__FILE'))).toEqual([]);
	});

	it('says how to write secrets that the users of the containers can read, and nobody else on this machine', () => {
		const folder = mkdtempSync(join(tmpdir(), 'compose-'));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		mkdirSync(join(folder, 'ops'));
		const lines = readText('compose.yaml').match(/(?<=^# {3})\S.*$/gm) ?? [];
		execFileSync('sh', ['-c', `umask 077\n${lines.join('\n')}`], {
			cwd: folder,
			env: { ...process.env, TOKEN: 'a.b' },
		});
		expect(statSync(join(folder, 'ops/secrets')).mode & 0o777).toBe(0o700);
		for (const { file } of Object.values(compose.secrets)) {
			const path = join(folder, 'ops', file);
			expect([file, statSync(path).mode & 0o777]).toEqual([file, 0o444]);
			expect(readFileSync(path, 'utf8')).toMatch(/^\S+$/);
		}
	});

	it('gives the bot variables that it knows, and binds it inside its network', () => {
		const { environment = {} } = compose.services.bot as Service;
		expect(Object.keys(environment).filter((name) => !VARIABLES.includes(name as never))).toEqual([]);
		expect(environment).toMatchObject({ DASHBOARD_HOST: '0.0.0.0', DASHBOARD_PORT: '8080' });
	});

	it('has Prometheus scrape the bot with its token', () => {
		const { rule_files } = readYaml<{ rule_files: string[] }>('prometheus/prometheus.yml');
		const job = readScrape();
		expect(SERVED).toContain(job.metrics_path);
		expect(job.authorization).toEqual({ type: 'Bearer', credentials_file: '/run/secrets/dashboard_token' });
		expect(compose.services.bot?.secrets).toContain('dashboard_token');
		expect(compose.services.prometheus?.secrets).toContain('dashboard_token');
		expect(job.static_configs).toEqual([{ targets: [`bot:${compose.services.bot?.environment?.DASHBOARD_PORT}`] }]);
		for (const file of rule_files) {
			const mounted = `./prometheus/${file}:/etc/prometheus/${file}:ro`;
			expect(compose.services.prometheus?.volumes).toContain(mounted);
		}
	});

	it('has Grafana read Prometheus, and find the board', () => {
		const source = readYaml<{ datasources: { url: string; uid: string }[] }>(
			'grafana/provisioning/datasources/prometheus.yml',
		);
		expect(source.datasources).toMatchObject([{ url: 'http://prometheus:9090' }]);
		const boards = readYaml<{ providers: { options: { path: string } }[] }>(
			'grafana/provisioning/dashboards/rollcall.yml',
		);
		const path = boards.providers[0]?.options.path;
		expect(compose.services.grafana?.volumes).toContain(`./grafana/dashboards:${path}:ro`);
	});
});

describe('the board', () => {
	it('has panels with titles of their own, none on top of another', () => {
		const { panels } = readBoard();
		expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
		for (const one of panels) {
			for (const other of panels) {
				const [a, b] = [one.gridPos, other.gridPos];
				const isApart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
				expect(one === other || isApart, `${one.title}, ${other.title}`).toBe(true);
			}
			expect(one.gridPos.x + one.gridPos.w).toBeLessThanOrEqual(24);
		}
	});
});

describe('the Dockerfile', () => {
	const dockerfile = readText('Dockerfile').replaceAll('\\\n', ' ');
	const stages = dockerfile.split(/^FROM /m).slice(1);

	it('copies what is there: from the repository, or from what an earlier stage makes', () => {
		for (const copied of instructionsOfImage('COPY')) {
			const [source = '', ...more] = copied.split(' ').filter((word) => !word.startsWith('--'));
			expect(more).toHaveLength(1);
			if (!copied.includes('--from=build')) expect(existsSync(join(ROOT, source)), source).toBe(true);
			else expect(['node_modules', 'packages']).toContain(source.replace(/^\/app\//, ''));
		}
	});

	it('builds by commands that are there, and leaves the build behind', () => {
		const { scripts } = JSON.parse(readText('../package.json')) as { scripts: Record<string, string> };
		for (const [, script = ''] of dockerfile.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty(script);
		expect(stages).toHaveLength(2);
		expect(stages[1]).not.toMatch(/npm|apt-get|python|g\+\+/);
	});

	it('runs the bot as nobody of importance, in production, by the file that the build makes', () => {
		expect(stages[1]).toMatch(/^USER node$/m);
		expect(stages[1]?.indexOf('USER node')).toBeLessThan(stages[1]?.indexOf('CMD ["node"') ?? -1);
		expect(stages[1]).toMatch(/^ENV NODE_ENV=production$/m);
		const [command = ''] = instructionsOfImage('CMD').slice(-1);
		const [program, file = ''] = JSON.parse(command) as string[];
		expect(program).toBe('node');
		expect(existsSync(join(ROOT, file.replace('/dist/', '/src/').replace(/\.js$/, '.ts')))).toBe(true);
		const [entry = ''] = JSON.parse(instructionsOfImage('ENTRYPOINT')[0] ?? '[]') as string[];
		expect(statSync(join(ROOT, entry.replace('/app/', ''))).mode & 0o111).toBe(0o111);
	});

	it('asks for the health at a path that is served', () => {
		const [, path = ''] = /\}(\/\w+)`/.exec(healthCheckOfImage()) ?? [];
		expect(SERVED).toContain(path);
	});

	it('runs on a Node that the bot takes', () => {
		for (const stage of stages) expect(Number(/^node:(\d+)-/.exec(stage)?.[1])).toBeGreaterThanOrEqual(20);
	});
});

describe('the unit of systemd', () => {
	const lines = readText('rollcall-bot.service')
		.split('\n')
		.filter((line) => line !== '' && !line.startsWith('#'));
	const settings = lines.filter((line) => !line.startsWith('['));

	it('has the three sections, and nothing but settings in them', () => {
		expect(lines.filter((line) => line.startsWith('['))).toEqual(['[Unit]', '[Service]', '[Install]']);
		expect(settings.filter((line) => !/^[A-Z]\w+=/.test(line))).toEqual([]);
	});

	it('starts files that are there, in production, as a user without rights', () => {
		const start = settings.find((line) => line.startsWith('ExecStart='))?.slice('ExecStart='.length) ?? '';
		const files = start.split(' ').filter((word) => word.startsWith('/opt/rollcall/'));
		for (const file of files) {
			const source = file.replace('/opt/rollcall/', '').replace('/dist/', '/src/').replace(/\.js$/, '.ts');
			expect(existsSync(join(ROOT, source)), source).toBe(true);
		}
		expect(files).toHaveLength(2);
		expect(settings).toEqual(
			expect.arrayContaining(['DynamicUser=yes', 'NoNewPrivileges=yes', 'CapabilityBoundingSet=']),
		);
		expect(settings.find((line) => line.startsWith('Environment='))).toContain('NODE_ENV=production');
	});

	it('names no token, only the files that have them', () => {
		expect(settings.filter((line) => /TOKEN=/.test(line))).toEqual([]);
		expect(settings.filter((line) => line.startsWith('LoadCredential='))).toHaveLength(2);
	});
});

describe('with-secrets.sh', () => {
	function start(secrets: Readonly<Record<string, string>>, environment: NodeJS.ProcessEnv = {}): string {
		const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		for (const [name, text] of Object.entries(secrets)) writeFileSync(join(folder, name), text);
		const code = 'JSON.stringify([process.env.DISCORD_TOKEN, process.env.DASHBOARD_TOKEN])';
		const env = { PATH: process.env.PATH, CREDENTIALS_DIRECTORY: folder, ...environment };
		return execFileSync(join(OPS, 'with-secrets.sh'), [process.execPath, '-p', code], { env }).toString().trim();
	}

	it('gives the command the tokens of the files, without the newline of an editor', () => {
		expect(start({ discord_token: 'a.b.c\n', dashboard_token: 'd' })).toBe('["a.b.c","d"]');
	});

	it('gives it an empty token if the file is empty, so that the bot refuses to start', () => {
		expect(start({ discord_token: '' }, { DISCORD_TOKEN: 'other' })).toBe('["",null]');
	});

	it('leaves the variables alone if there is no file', () => {
		expect(start({}, { DISCORD_TOKEN: 'given' })).toBe('["given",null]');
	});
});
