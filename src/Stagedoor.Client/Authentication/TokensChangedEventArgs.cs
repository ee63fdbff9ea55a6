namespace Stagedoor.Client.Authentication;

/// <summary>What happened to an identity's tokens.</summary>
public enum TokenChange
{
    /// <summary>A first token came: a sign-in, or client credentials.</summary>
    Obtained,

    /// <summary>A token was replaced by a newer one.</summary>
    Renewed,

    /// <summary>Tokens were imported.</summary>
    Imported,

    /// <summary>The tokens are gone: signed out, revoked, or dead at the issuer.</summary>
    Ended,
}

/// <summary>Tells that an identity's tokens changed. They are in the store when this is raised, and not used before it returns.</summary>
public sealed class TokensChangedEventArgs : EventArgs
{
    internal TokensChangedEventArgs(TokenChange change, TokenState? state)
    {
        Change = change;
        State = state;
    }

    /// <summary>What happened.</summary>
    public TokenChange Change { get; }

    /// <summary>The tokens after the change; null when they ended.</summary>
    public TokenState? State { get; }
}
