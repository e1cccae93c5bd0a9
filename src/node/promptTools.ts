// Entry of the bundle of the prompt tools on desktop and remote hosts.
export { startPromptTools } from '../host/prompts/promptTools';
