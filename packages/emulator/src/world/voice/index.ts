export * from './VoiceStates.js';
