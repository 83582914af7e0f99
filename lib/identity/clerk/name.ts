export const name = "clerk";
