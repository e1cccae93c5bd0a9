// What a person must know to connect a usage source: which key, what it must be allowed to read. Pure words.
import type { Translate } from '../words';

export interface SourceGuide {
  /** Which key is needed, and whose spend it tells. One or two sentences. */
  readonly needs: string;
  /** How keys that serve begin; undefined where they have no common beginning. */
  readonly begins: string | undefined;
  /** `fixed`: the provider has one address. `asked`: everybody has an own server. `none`: files of this machine. */
  readonly address: 'fixed' | 'asked' | 'none';
  /** Whether a key is needed at all. */
  readonly key: 'needed' | 'optional' | 'none';
}

/**
 * Source: scope `api.usage.read` and owners of an organization, github.com/openai/openai-openapi (commit f85dbe2); admin keys for
 * organizations only, platform.claude.com/docs/en/api/admin; management keys, openrouter.ai/docs/api-reference; keys of users and
 * admins, docs.litellm.ai/docs/proxy/virtual_keys; read 2026-11-21.
 */
export function sourceGuide(sourceId: string, t: Translate): SourceGuide {
  switch (sourceId) {
    case 'openai':
      return {
        needs: t(
          'An admin key of your organization (sk-admin-…) that may read usage. Only owners of the organization make one; keys of projects cannot read spend.',
        ),
        begins: 'sk-admin-',
        address: 'fixed',
        key: 'needed',
      };
    case 'anthropic':
      return {
        needs: t(
          'An admin key of your organization (sk-ant-admin…). Accounts without an organization have none; ordinary keys cannot read spend.',
        ),
        begins: 'sk-ant-admin',
        address: 'fixed',
        key: 'needed',
      };
    case 'openrouter':
      return {
        needs: t(
          'A management key tells the spend of the whole account, day by day. Any other key tells only its own sum of this month.',
        ),
        begins: 'sk-or-',
        address: 'fixed',
        key: 'needed',
      };
    case 'litellm':
      return {
        needs: t(
          'A key of your proxy: that of a user tells the spend of this user, that of an admin the spend of all.',
        ),
        begins: undefined,
        address: 'asked',
        key: 'needed',
      };
    case 'prometheus':
      return {
        needs: t('A token that may query the server; nothing where the server asks for none.'),
        begins: undefined,
        address: 'asked',
        key: 'optional',
      };
    default:
      return {
        needs: t(
          'No key. Models, tokens and times are read from the logs on this machine, no prompts; the money is reckoned at list prices.',
        ),
        begins: undefined,
        address: 'none',
        key: 'none',
      };
  }
}

/** What is wrong with a typed key: an error keeps it from being stored, a doubt does not. Undefined when nothing is. */
export function keyDoubt(
  typed: string,
  { begins, key: need }: SourceGuide,
  t: Translate,
): { readonly kind: 'error' | 'doubt'; readonly text: string } | undefined {
  const key = typed.trim();
  if (key === '') return need === 'needed' ? { kind: 'error', text: t('A key is needed.') } : undefined;
  if (key.length > 500 || !/^[\x21-\x7e]+$/.test(key))
    return { kind: 'error', text: t('A key has no spaces inside and only plain characters.') };
  if (begins === undefined || key.startsWith(begins)) return undefined;
  return {
    kind: 'doubt',
    text: t('Keys that serve begin with {0}. Press Enter to try this one all the same.', begins),
  };
}
