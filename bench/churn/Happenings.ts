import type { DiscordEmulator, GuildWorld } from 'rollcall-emulator';
import { chance } from '../validation/gains/day/chance.js';

/** Former members that may come back. */
const MOST_FORMER = 1_000;

type Happening = (random: number) => void;

/** Things that happen in a guild, one after another, the same in each run. */
export class Happenings {
	readonly #former: string[] = [];
	readonly #shares: readonly (readonly [share: number, happen: Happening])[];
	#draws = 0;

	/** @param staying - members who neither leave nor change */
	constructor(
		private readonly world: DiscordEmulator['world'],
		private readonly guild: GuildWorld,
		private readonly staying: ReadonlySet<string>,
	) {
		this.#shares = [
			[0.2, () => void guild.join()],
			[0.08, (random) => this.#comeBack(random)],
			[0.28, (random) => this.#leave(random)],
			[0.12, (random) => this.#rename(random)],
			[0.1, (random) => this.#toggleRole(random)],
			[0.05, (random) => this.#changeUser(random)],
			[0.12, (random) => this.#write(random)],
			[0.04, (random) => this.#speak(random)],
			[0.01, () => this.#replaceRole()],
		];
	}

	/** Lets the next thing happen. */
	next(): void {
		let random = this.#draw();
		for (const [share, happen] of this.#shares) {
			if (random < share) {
				happen(this.#draw());
				return;
			}
			random -= share;
		}
	}

	#leave(random: number): void {
		const id = this.#someone(random);
		if (id === undefined) return;
		this.guild.leave(id);
		this.#former.push(id);
		if (this.#former.length > MOST_FORMER) this.#former.shift();
	}

	#comeBack(random: number): void {
		const [id] = this.#former.splice(Math.floor(random * this.#former.length), 1);
		if (id !== undefined) this.guild.join({ user: { id } });
	}

	#rename(random: number): void {
		const id = this.#someone(random);
		if (id !== undefined) this.guild.update(id, { nick: `Nick ${this.#draws}` });
	}

	#changeUser(random: number): void {
		const id = this.#someone(random);
		if (id !== undefined) this.world.updateUser(id, { global_name: `Name ${this.#draws}` });
	}

	#toggleRole(random: number): void {
		const id = this.#someone(random);
		const role = this.#role(this.#draw());
		if (id === undefined || role === undefined) return;
		if (this.guild.member(id)?.roles.includes(role)) this.guild.removeRole(id, role);
		else this.guild.addRole(id, role);
	}

	#replaceRole(): void {
		const role = this.#role(this.#draw());
		if (role !== undefined) this.guild.deleteRole(role);
		this.guild.createRole({ name: `Role ${this.#draws}` });
	}

	#write(random: number): void {
		const author = this.#someone(random);
		const mentioned = this.#someone(this.#draw());
		const user = author === undefined ? undefined : this.guild.user(author);
		const channel = [...this.guild.channels.values()].find(({ type }) => type === TEXT);
		if (user && channel) this.guild.chat.post(channel.id, user, { content: `Hello <@${mentioned}>` });
	}

	#speak(random: number): void {
		const id = this.#someone(random);
		const channel = [...this.guild.channels.values()].find(({ type }) => type === VOICE);
		if (id === undefined || !channel) return;
		this.guild.setVoice(id, this.guild.voiceStates.has(id) ? null : channel.id);
	}

	/** The roles of bots stay. */
	#role(random: number): string | undefined {
		const own = [...this.guild.roles.values()].filter(({ id, managed }) => id !== this.guild.id && !managed);
		return own[Math.floor(random * own.length)]?.id;
	}

	#someone(random: number): string | undefined {
		const [id] = this.guild.ids(Math.floor(random * this.guild.size), 1);
		return id === undefined || this.staying.has(id) || this.guild.hasBot(id) ? undefined : id;
	}

	#draw(): number {
		return chance('churn', this.#draws++);
	}
}

const [TEXT, VOICE] = [0, 2];
