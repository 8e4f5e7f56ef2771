/** The kernel's picture in Jupyter: two addresses that lead to one page. */
import { LOGO } from '../views/palette.js';

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
 <rect width="64" height="64" rx="10" fill="${LOGO.ground}"/>
 <path d="M15 22 L15 36 L32 36 M49 22 L49 36 L32 36 M32 36 L32 44" fill="none" stroke="${LOGO.page}" stroke-width="3" stroke-linejoin="round"/>
 <rect x="7" y="9" width="16" height="13" rx="3" fill="${LOGO.one}"/>
 <rect x="41" y="9" width="16" height="13" rx="3" fill="${LOGO.other}"/>
 <rect x="20" y="42" width="24" height="14" rx="3" fill="${LOGO.page}"/>
 <path d="M32 42 L44 42 L44 56 L32 56 Z" fill="${LOGO.other}"/>
 <path d="M20 45 a3 3 0 0 1 3 -3 L32 42 L32 56 L23 56 a3 3 0 0 1 -3 -3 Z" fill="${LOGO.one}"/>
</svg>
`;

/** The logo in the two forms that Jupyter asks for. */
export const kernelLogo = {
  svg,
  /** 64 by 64 pixels. */
  async png(): Promise<Uint8Array> {
    const { svgToPng } = await import('./static-image-png.js');
    return svgToPng(svg, { scale: 1, background: 'transparent' });
  },
};
