using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.OpenId;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.Endpoints.Authorize;

/// <summary>What a request needs next.</summary>
internal abstract record Step
{
    private Step()
    {
    }

    /// <summary>Nothing: this session is the one.</summary>
    public sealed record Go(Session Session) : Step;

    /// <summary>A page.</summary>
    public sealed record Show(string Path) : Step
    {
        public static readonly Show SignIn = new("/signin"), Choose = new("/choose"), Consent = new("/consent");
    }

    /// <summary>An answer to the client that says no.</summary>
    public sealed record Refuse(ProtocolError Error) : Step;
}

/// <summary>
/// Decides what a request needs: a function of the request, of what its journey proved and of what is live now, and of nothing else (OIDC Core §3.1.2.1, §3.1.2.3).
/// Asked again at every return from a page, so that no page has to be trusted with the order.
/// </summary>
internal static class Interaction
{
    /// <summary>Which session the answer is about.</summary>
    public static Step Who(AuthorizationRequest request, Client client, Journey? journey, IReadOnlyList<Session> live, DateTimeOffset now)
    {
        var session = journey is null ? JourneySession.Of(request, live) : JourneySession.Of(journey, live);
        if (request.Prompt.HasFlag(Prompts.None)) return WhoSilently(request, client, session, live, now);
        if (request.Prompt.HasFlag(Prompts.SelectAccount) && journey?.ChosenSid is null) return live.Count > 0 ? Step.Show.Choose : Step.Show.SignIn;
        if (session is null || MustSignIn(request, session, journey, now)) return Step.Show.SignIn;

        // Somebody else signed in on the way, or was chosen: the request is not about them (attack F6).
        if (request.HintedPersonId is { } hinted && session.PersonId != hinted) return Refuse(ErrorCode.LoginRequired, "somebody else signed in than the person whom the request means");
        return new Step.Go(session);
    }

    /// <summary>
    /// Whether the session is sure enough of its person. What is essential is reached by a sign-in or not at all; what is only wished for (OIDC Core §3.1.2.1 <c>acr_values</c>) is asked of who has a second
    /// factor, once. What an organization demands is asked of sessions too that were opened before it did. <paramref name="has"/> is what the person has where the session shows one factor only.
    /// </summary>
    public static Step HowSure(AuthorizationRequest request, Journey? journey, Session session, PersonFactors? has)
    {
        if (!AuthenticationContext.CanBeMet(request)) return Unreachable();
        if (has is { IsMissing: true }) return request.Prompt.HasFlag(Prompts.None) ? Refuse(ErrorCode.LoginRequired, "an organization of the person demands a second factor") : Step.Show.SignIn;
        if (session.Acr == AuthenticationContext.Two || !AuthenticationContext.WantsTwo(request)) return AuthenticationContext.Answer(request, session) is null ? Unreachable() : new Step.Go(session);
        var essential = AuthenticationContext.IsEssential(request);
        if (request.Prompt.HasFlag(Prompts.None)) return essential ? Refuse(ErrorCode.LoginRequired, "the person must prove more than a password") : new Step.Go(session);
        if (essential) return Step.Show.SignIn;
        return has is { HasSecond: true } && journey?.SignedInSid != session.Sid ? Step.Show.SignIn : new Step.Go(session);
    }

    /// <summary>Whether the person of that session allows it.</summary>
    public static Step May(AuthorizationRequest request, Client client, Journey? journey, Session session, bool remembered, AdmissionRefusal? admission)
    {
        var silent = request.Prompt.HasFlag(Prompts.None);
        if (admission is { } refusal) return silent ? NotAdmitted(refusal) : Step.Show.Consent;
        var clicked = journey?.ConsentedSid == session.Sid;
        var mustClick = client.Kind.AlwaysAsks || request.Prompt.HasFlag(Prompts.Consent);
        if (remembered && (clicked || !mustClick)) return new Step.Go(session);
        return silent ? Refuse(ErrorCode.ConsentRequired, request.PassedOnTo is null ? "the person has not allowed this application all of these scopes" : "the person has not allowed all of this, to the application or to the service account that is to act") : Step.Show.Consent;
    }

    private static Step WhoSilently(AuthorizationRequest request, Client client, Session? session, IReadOnlyList<Session> live, DateTimeOffset now)
    {
        if (client.Kind.AlwaysAsks) return Refuse(ErrorCode.InteractionRequired, "a native application never completes without a click (RFC 8252, section 8.6)");
        if (session is null || MustSignIn(request, session, null, now)) return Refuse(ErrorCode.LoginRequired, "nobody whom the request means is signed in");

        // Nobody is asked, so nobody may be guessed: the answer could change people under the application.
        if (request.HintedPersonId is null && live.Any(other => other.PersonId != session.PersonId)) return Refuse(ErrorCode.AccountSelectionRequired, "several people are signed in: send an id_token_hint, or let the person choose");
        return new Step.Go(session);
    }

    // Only a sign-in of this very journey answers prompt=login and a max_age that has run out.
    private static bool MustSignIn(AuthorizationRequest request, Session session, Journey? journey, DateTimeOffset now)
    {
        if (journey is not null && journey.SignedInSid == session.Sid) return false;
        return request.Prompt.HasFlag(Prompts.Login) || request.MaxAge == 0 || (request.MaxAge is { } seconds && now - session.AuthenticatedAt > TimeSpan.FromSeconds(seconds));
    }

    private static Step.Refuse Unreachable() => Refuse(ErrorCode.UnmetAuthenticationRequirements, "the authentication context that the request needs cannot be reached");

    private static Step.Refuse NotAdmitted(AdmissionRefusal refusal) => refusal switch
    {
        AdmissionRefusal.EmailNotVerified => Refuse(ErrorCode.InteractionRequired, "the person must confirm the e-mail address first"),
        AdmissionRefusal.Blocked => Refuse(ErrorCode.AccessDenied, "an administrator does not let the person allow this application: send the person through the sign-in, where they can ask for it"),
        _ => Refuse(ErrorCode.AccessDenied, "the application is in development: only people of its organization and its beta users may use it"),
    };

    private static Step.Refuse Refuse(string code, string description) => new(new ProtocolError(code, description));
}
