// The empty page that loads the dashboard's script and style, and its policy: nothing but these two and files of the extension.

/** What the page is made of. Addresses come from `webview.asWebviewUri`. */
export interface DashboardPage {
  readonly script: string;
  readonly style: string;
  /** Where the extension's own files are served from: `webview.cspSource`. */
  readonly cspSource: string;
  /** Fresh for each page: `makeNonce()`. */
  readonly nonce: string;
  /** BCP 47 tag of the user's language. */
  readonly language: string;
  readonly title: string;
}

/** 128 random bits in hexadecimal. */
export function makeNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The page's policy. Lengths of bars are set through the object model, which a policy without inline styles allows. */
export function pagePolicy(cspSource: string, nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `img-src ${cspSource}`,
    `font-src ${cspSource}`,
    "connect-src 'none'",
    "frame-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** The whole document. Every value is escaped, also those that are trusted. */
export function dashboardHtml(page: DashboardPage): string {
  return `<!DOCTYPE html>
<html lang="${escapeText(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeText(pagePolicy(page.cspSource, page.nonce))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(page.title)}</title>
<link rel="stylesheet" href="${escapeText(page.style)}">
</head>
<body>
<script nonce="${escapeText(page.nonce)}" src="${escapeText(page.script)}"></script>
</body>
</html>`;
}

function escapeText(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
