using System.Collections.Immutable;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.OpenId;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints;

/// <summary>An authorization request while it is checked: each check reads the parameters and writes down what it proved.</summary>
internal sealed class AuthorizationDraft(Parameters parameters, Dialect dialect, Client? client, Func<string, IdTokenHint?> readHint, StagedoorOptions options)
{
    public Parameters Parameters { get; } = parameters;

    public Dialect Dialect { get; } = dialect;

    /// <summary>Null until it is known; the checks after the first may count on it.</summary>
    public Client Client { get; } = client!;

    public Func<string, IdTokenHint?> ReadHint { get; } = readHint;

    public StagedoorOptions Options { get; } = options;

    /// <summary>Proven; empty before.</summary>
    public string RedirectUri { get; set; } = "";

    public string ResponseMode { get; set; } = "query";
    public string? State { get; set; }
    public ScopeSet Scopes { get; set; } = ScopeSet.Empty;
    public string? CodeChallenge { get; set; }
    public string? Nonce { get; set; }
    public Prompts Prompt { get; set; }
    public int? MaxAge { get; set; }
    public string? HintedPersonId { get; set; }
    public ClaimsParameter Claims { get; set; } = new();
    public ImmutableArray<string> Resources { get; set; } = [];

    /// <summary>Whom <c>audience</c> names; null when nobody who may act for the people of this application.</summary>
    public Deputy? Deputy { get; init; }

    /// <summary>The parameter by which an application asks for a token to pass on. IMS has none.</summary>
    public string? Audience => Dialect.IsLenient ? null : Parameters["audience"];

    public AuthorizationRequest ToRequest() => new()
    {
        ClientId = Client.ClientId,
        Dialect = Dialect.Name,
        RedirectUri = RedirectUri,
        RedirectUriWasSent = Parameters["redirect_uri"] is not null,
        ResponseMode = ResponseMode,
        Scope = Scopes.SpaceJoined,
        State = State,
        Nonce = Nonce,
        CodeChallenge = CodeChallenge,
        Prompt = Prompt,
        MaxAge = MaxAge,
        LoginHint = Parameters["login_hint"],
        HintedPersonId = HintedPersonId,
        UiLocales = Parameters["ui_locales"],
        AcrValues = Parameters["acr_values"] ?? (Claims.WishedAcr.IsEmpty ? null : string.Join(' ', Claims.WishedAcr)),
        UserinfoClaims = Claims.Userinfo,
        IdTokenClaims = Claims.IdToken,
        EssentialAcr = Claims.EssentialAcr,
        WantsAuthTime = Claims.WantsAuthTime || MaxAge is not null,
        Resources = Resources,
        PassedOnTo = Audience,
    };
}
