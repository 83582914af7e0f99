/**
 * What each element of a mail looks like, in the element itself: many mail programs read no style
 * sheet. Colours are left to the program, which has a dark theme or not; the layout around sets them.
 */
export const styles: Readonly<Record<string, string>> = {
  p: "margin:0 0 16px",
  h1: "margin:32px 0 16px;font-size:26px;line-height:1.25",
  h2: "margin:28px 0 12px;font-size:21px;line-height:1.3",
  h3: "margin:24px 0 8px;font-size:17px;line-height:1.4",
  h4: "margin:24px 0 8px;font-size:16px;line-height:1.4",
  h5: "margin:24px 0 8px;font-size:16px;line-height:1.4",
  h6: "margin:24px 0 8px;font-size:16px;line-height:1.4",
  ul: "margin:0 0 16px;padding:0 0 0 24px",
  ol: "margin:0 0 16px;padding:0 0 0 24px",
  li: "margin:0 0 8px",
  blockquote: "margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #b5b9c4",
  pre: "margin:0 0 16px;padding:12px;border:1px solid #b5b9c4;border-radius:6px;white-space:pre-wrap;font-family:monospace;font-size:14px",
  code: "font-family:monospace;font-size:0.92em",
  hr: "margin:32px 0;border:0;border-top:1px solid #b5b9c4",
  a: "text-decoration:underline",
  img: "max-width:100%;height:auto;border:0",
};
