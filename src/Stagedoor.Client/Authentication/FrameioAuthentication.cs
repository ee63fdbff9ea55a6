using Stagedoor.Client.Authentication.Authorities;
using Stagedoor.Client.Authentication.Tokens;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Client.Authentication;

/// <summary>What the four authentications share: a live token for whoever asks, kept, renewed ahead of its end, exported, imported and revoked. One object for all callers; safe to use from many threads.</summary>
public abstract class FrameioAuthentication : ITokenSource
{
    private protected FrameioAuthentication(AuthenticationOptions options, TokenEndpoint endpoint, string identity, bool needsRefreshToken)
    {
        (Options, Endpoint, Identity) = (options, endpoint, identity);
        var key = $"{endpoint.Issuer.Authority.AbsoluteUri.TrimEnd('/')}|{options.ClientId}|{identity}";
        Cache = new(endpoint.Issuer, options, options.ClientId, key, needsRefreshToken, ObtainAsync, Raise);
    }

    /// <summary>Tells that the tokens changed: they are stored by then, and used only after the handlers have returned, so do not wait for a token inside of one.</summary>
    public event EventHandler<TokensChangedEventArgs>? TokensChanged;

    /// <summary>Where the Frame.io API answers that these tokens are for.</summary>
    public Uri ApiAddress => Issuer.Api;

    /// <summary>Whose tokens these are, as it was set.</summary>
    public string Identity { get; }

    internal AuthenticationOptions Options { get; }

    internal TokenEndpoint Endpoint { get; }

    internal TokenCache Cache { get; }

    internal IssuerConnection Issuer => Endpoint.Issuer;

    internal IReadOnlyList<string> Scopes => Options.Scopes.Count == 0 ? Options.UsualScopes : [.. Options.Scopes.SelectMany(static scope => scope.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))];

    /// <inheritdoc/>
    public ValueTask<AccessToken> GetTokenAsync(CancellationToken cancellation = default) => Cache.GetAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask<AccessToken> RenewAsync(AccessToken refused, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return Cache.RenewAsync(refused, cancellation);
    }

    /// <summary>A client for the Frame.io API: relative addresses such as <c>/v4/me</c>, the token in every request to the API's host and to no other.</summary>
    public HttpClient CreateHttpClient() => FrameioHandler.NewClient(this, ApiAddress);

    /// <summary>The tokens as they are kept, to be kept elsewhere; null where there are none.</summary>
    /// <param name="cancellation">Ends the reading.</param>
    public ValueTask<TokenState?> ExportAsync(CancellationToken cancellation = default) => Cache.PeekAsync(cancellation);

    /// <summary>Takes tokens over that were exported before, of this very credential and issuer.</summary>
    /// <param name="state">What was exported.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    public Task ImportAsync(TokenState state, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.ClientId != Options.ClientId) throw new ArgumentException("These tokens were given to another credential.", nameof(state));
        if (!Issuer.IsNamed(state.Issuer)) throw new ArgumentException("These tokens are another issuer's.", nameof(state));
        return Cache.ReplaceAsync(state, TokenChange.Imported, cancellation);
    }

    /// <summary>Makes the issuer end the tokens, and forgets them. Where it cannot be reached they stay, so that this can be repeated.</summary>
    /// <param name="cancellation">Ends the request.</param>
    public async Task RevokeAsync(CancellationToken cancellation = default)
    {
        if (await Cache.PeekAsync(cancellation).ConfigureAwait(false) is not { } state) return;
        await RevokeAsync(state, cancellation).ConfigureAwait(false);
        await Cache.ReplaceAsync(null, TokenChange.Ended, cancellation).ConfigureAwait(false);
    }

    /// <summary>Forgets the tokens whatever happens, and makes the issuer end them; when that fails the exception says so after they are forgotten.</summary>
    /// <param name="cancellation">Ends the request to the issuer, not the forgetting.</param>
    public async Task SignOutAsync(CancellationToken cancellation = default)
    {
        var state = await Cache.PeekAsync(cancellation).ConfigureAwait(false);
        await Cache.ReplaceAsync(null, TokenChange.Ended, CancellationToken.None).ConfigureAwait(false);
        if (state is null) return;
        try
        {
            await RevokeAsync(state, cancellation).ConfigureAwait(false);
        }
        catch (AuthenticationException problem)
        {
            throw new AuthenticationException(problem.Problem, "signed out here, but the issuer could not be told: " + problem.Description, problem)
            {
                Code = problem.Code,
                RequestId = problem.RequestId,
                Status = problem.Status,
                RetryAfter = problem.RetryAfter,
                WhatToDo = "The tokens end by themselves; to end them now, remove the application on the issuer's page of connected applications.",
            };
        }
    }

    /// <summary>Gets the first or the next tokens.</summary>
    private protected abstract Task<TokenState> ObtainAsync(TokenState? state);

    internal TokenState StateOf(TokenAnswer answer, AuthorityMetadata metadata, DateTimeOffset asked, IReadOnlyList<string> scopes)
    {
        var granted = answer.Scopes ?? [.. scopes];
        if (scopes.Except(granted, StringComparer.Ordinal).ToList() is { Count: > 0 } missing) Issuer.Log.ScopesMissing(Options.ClientId, string.Join(' ', missing));
        return new()
        {
            Issuer = metadata.Issuer,
            ClientId = Options.ClientId,
            AccessToken = answer.AccessToken,
            ObtainedAt = asked,
            ExpiresAt = asked + answer.Lifetime,
            RefreshToken = answer.RefreshToken,
            RefreshExpiresAt = answer.RefreshLifetime is { } rest ? asked + rest : null,
            IdToken = answer.IdToken,
            Subject = answer.Subject,
            Scopes = granted,
        };
    }

    // A refresh token takes its family along at Stagedoor; what it takes along at Adobe nobody says, so the access token is ended too.
    private async Task RevokeAsync(TokenState state, CancellationToken cancellation)
    {
        var metadata = await Issuer.MetadataAsync(cancellation).ConfigureAwait(false);
        if (metadata.RevocationEndpoint is not { } endpoint) return;
        if (state.RefreshToken is not null) await RevokeAsync(endpoint, state.RefreshToken, "refresh_token", cancellation).ConfigureAwait(false);
        if (state.ExpiresAt > Issuer.Time.GetUtcNow()) await RevokeAsync(endpoint, state.AccessToken, "access_token", cancellation).ConfigureAwait(false);
    }

    private async Task RevokeAsync(string endpoint, string token, string hint, CancellationToken cancellation)
    {
        var name = Issuer.Dialect == Dialect.Standard ? hint : null;
        try
        {
            await Endpoint.PostAsync(endpoint, "revoke", [("token", token), ("token_type_hint", name)], Repeating.Freely, cancellation).ConfigureAwait(false);
        }
        catch (AuthenticationException dead) when (dead.Code is ErrorCode.InvalidGrant or ErrorCode.InvalidToken or ErrorCode.UnsupportedTokenType)
        {
            // It is dead already, or of a kind that only time ends (RFC 7009 §2.2.1).
        }
    }

    private void Raise(TokenChange change, TokenState? state)
    {
        if (state is not null) Issuer.Log.Changed(change, Options.ClientId, state.ExpiresAt);
        if (TokensChanged is not { } handlers) return;
        try
        {
            handlers(this, new(change, state));
        }
#pragma warning disable CA1031 // Somebody else's handler must not cost the tokens.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Issuer.Log.HandlerThrew(problem);
        }
    }
}
