using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Tokens;

/// <summary>Whether tokens can be made and judged: the keys are loaded and the revocation set is loaded and fresh.</summary>
public sealed class Readiness(KeyRing keys, RevocationSet revocations)
{
    public bool IsReady => keys.IsLoaded && revocations.IsFresh;
}
