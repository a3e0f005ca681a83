// The part of svgcanvas that the page uses; the package has no types of its own.
declare module "svgcanvas" {
  export const Context: new (size: { width: number; height: number }) => unknown;
}
