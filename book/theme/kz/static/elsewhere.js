// An address that this page does not hold (a claim below those listed, an event told anew): lead to where it stands.
// The list of such addresses is long, so it is loaded only when one is asked for.
(() => {
  const list = document.currentScript.src.replace(/elsewhere\.js(\?.*)?$/, "elsewhere/");
  const page = location.pathname.split("/").pop().replace(/\.html$/, "");

  // What the address names; nothing if it is no text that was encoded.
  const named = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  };

  const follow = () => {
    const wanted = named();
    const lead = wanted && Object.hasOwn(document.kzElsewhere || {}, wanted) && document.kzElsewhere[wanted];
    if (lead) location.replace(lead);
  };

  const look = () => {
    const wanted = named();
    if (!wanted || document.getElementById(wanted)) return;
    if (document.kzElsewhere) return follow();
    const script = document.createElement("script");
    script.src = `${list}${page}.js`;
    script.addEventListener("load", follow);
    document.head.append(script);
  };

  look();
  addEventListener("hashchange", look);
})();
