namespace Stagedoor.Server.Visitors;

/// <summary>Where somebody goes who has to sign in before a page of this server.</summary>
public static class SignInFirst
{
    /// <summary>The sign-in that comes back to a local path.</summary>
    public static string At(string path) => "/signin?return=" + Uri.EscapeDataString(path);
}
