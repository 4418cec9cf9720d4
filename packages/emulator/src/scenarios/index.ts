export { readScenario, ScenarioError } from './readScenario.js';
export { readyMadeNames } from './readyMade.js';
export { runScenario, type ScenarioResult, type StartBot } from './runScenario.js';
export { scenarioSchema } from './schema.js';
export { tellStory } from './tellStory.js';
export { writeJUnit } from './writeJUnit.js';
