import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take most of a minute, the longest first. */
const SLOW = [
	'completeness.property.test.ts',
	'consumers.test.ts',
	'exactness.property.test.ts',
	'troubleshooting.test.ts',
	'validate.test.ts',
	'proofs.rest.test.ts',
	'proofs.gateway.test.ts',
	'demo.test.ts',
	'recovery.property.test.ts',
];

/** Begins with the slow files: where one of them came last, the other cores would wait for it. */
export class SlowFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const place = ({ moduleId }: TestSpecification) => {
			const index = SLOW.findIndex((name) => moduleId.endsWith(`/${name}`));
			return index < 0 ? SLOW.length : index;
		};
		return (await super.sort(files)).sort((a, b) => place(a) - place(b));
	}
}
