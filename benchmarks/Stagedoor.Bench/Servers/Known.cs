namespace Stagedoor.Bench.Servers;

/// <summary>What the seed of the measurement holds, and the peers likewise.</summary>
internal static class Known
{
    public const string Es256Client = "be0c0000000000000000000000000256";
    public const string Rs256Client = "be0c0000000000000000000000002256";
    public const string WebClient = "be0c000000000000000000000000aaaa";
    public const string PeerClient = "bench";
    public const string Secret = "p8e-bench-secret-not-for-production";
    public const string Scope = "openid,AdobeID,frame.s2s.all";
    public const string UserScope = "openid email profile offline_access additional_info.roles AdobeID";
    public const string Callback = "http://127.0.0.1:9/callback";
    public const string Email = "ada@northlight.example";
    public const string Password = "correct horse battery staple";
    public const string PeerScope = "frame.s2s.all";
}
