using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Consoles;
using Stagedoor.Server.LogoutNotices;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Server.Developer.Credentials;

/// <summary>One credential: what it is, its secrets, its settings, and ready code. What is changed stands behind a recent proof: a redirect URI decides where codes go. Its secrets are rotated in <see cref="SecretsStep"/>; what ends it stands in <see cref="CredentialEndStep"/>.</summary>
public sealed class CredentialStep : ISlice
{
    internal const string Path = "/developer/projects/{project}/credentials/{client}";

    private static readonly Texts texts = Texts.Beside<CredentialPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapPage(Path + "/settings", SettingsAsync);
        routes.MapForm(Path + "/settings", ChangeAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string project, string client, ConsoleVisitors visitors, Administration.Credentials credentials, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, DeveloperPage.Needed, cancellation);
        if (visit is null) return instead!;
        return await FindAsync(visit, project, client, credentials, cancellation) is { } card ? await PageAsync(context, visit, card, null, cancellation) : ErrorPage.Nowhere();
    }

    private static async Task<IResult> SettingsAsync(HttpContext context, string project, string client, ConsoleVisitors visitors, Administration.Credentials credentials, CancellationToken cancellation)
    {
        var (visit, card, instead) = await ProvenAsync(context, project, client, visitors, credentials, null, cancellation);
        return visit is null || card is null ? instead! : Settings(context, visit, card, Now(card), null);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, string project, string client, ConsoleVisitors visitors, Administration.Credentials credentials, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, card, instead) = await ProvenAsync(context, project, client, visitors, credentials, DeveloperPage.Credential(project, client) + "/settings", cancellation);
        if (visit is null || card is null) return instead!;
        var typed = Typed(form, card);
        if (!await form.IsGenuineAsync(SettingsBinding(visit, client))) return Settings(context, visit, card, typed, shared["Stale"]);
        if (!(await credentials.ChangeAsync(visit.Administrator, client, form.Version(), typed, cancellation)).Failed(out var why, out _)) return Page.Continue(visit.At(DeveloperPage.Credential(project, client) + "?done=saved"));
        return why.Kind switch
        {
            ObjectionKind.Changed => Settings(context, visit, card, Now(card), why.In(texts)),
            ObjectionKind.NotFound or ObjectionKind.Forbidden => DeveloperPage.Refused(why, texts),
            _ => Settings(context, visit, card, typed, why.In(texts)),
        };
    }

    /// <summary>The credential of the address behind a recent proof, and who looks at it; or what is answered instead. <paramref name="returnTo"/> is where a proof leads back to, null for the address itself.</summary>
    internal static async ValueTask<(ConsoleVisit? Visit, CredentialCard? Card, IResult? Instead)> ProvenAsync(
        HttpContext context, string project, string client, ConsoleVisitors visitors, Administration.Credentials credentials, string? returnTo, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.ProvenAsync(context, DeveloperPage.Needed, returnTo, cancellation);
        if (visit is null) return (null, null, instead);
        return await FindAsync(visit, project, client, credentials, cancellation) is { } card ? (visit, card, null) : (null, null, ErrorPage.Nowhere());
    }

    /// <summary>One that belongs to the project of the address; null where there is none for this person.</summary>
    internal static async ValueTask<CredentialCard?> FindAsync(ConsoleVisit visit, string project, string client, Administration.Credentials credentials, CancellationToken cancellation) =>
        (await credentials.FindAsync(visit.Administrator, client, cancellation)).Failed(out _, out var card) || card.Client.ProjectId != project ? null : card;

    private static async Task<IResult> PageAsync(HttpContext context, ConsoleVisit visit, CredentialCard card, string? problem, CancellationToken cancellation)
    {
        var services = context.RequestServices;
        var secrets = (Secrets)services.GetService(typeof(Secrets))!;
        var organizations = (IOrganizationStore)services.GetService(typeof(IOrganizationStore))!;
        var options = (StagedoorOptions)services.GetService(typeof(StagedoorOptions))!;
        var notices = (ILogoutNotices)services.GetService(typeof(ILogoutNotices))!;
        var listed = card.Client.Kind.HasSecret && !(await secrets.ListAsync(visit.Administrator, card.Client.ClientId, cancellation)).Failed(out _, out var found) ? found.Items : [];
        var asked = context.Request.Query["redirect_uri"].ToString();
        var trial = asked.Length == 0 || (await ((RedirectTester)services.GetService(typeof(RedirectTester))!).TestAsync(visit.Administrator, card.Client.ClientId, asked, cancellation)).Failed(out _, out var tried) ? null : tried;
        if ((await ((FirstCalls)services.GetService(typeof(FirstCalls))!).OfAsync(visit.Administrator, card.Client.ClientId, cancellation)).Failed(out var why, out var firstCall)) return DeveloperPage.Refused(why, texts);
        var profiles = card.Client.Settings.ProductProfiles.Length == 0 ? [] : (await organizations.ProductProfilesAsync(visit.Organization.Id, cancellation)).Where(profile => card.Client.Settings.ProductProfiles.Contains(profile.Id)).Select(profile => profile.Name).ToList();
        return Page.Of<CredentialPage>(
            new CredentialView
            {
                Visit = visit,
                Credential = card,
                Secrets = listed,
                Profiles = profiles,
                FirstCall = firstCall,
                Trial = trial,
                Notice = card.Client.Settings.BackchannelLogoutUri is null ? null : await notices.LatestAsync(card.Client.ClientId, cancellation),
                Code = ReadyCode.Of(card.Client, options.Issuer),
                Problem = problem,
                Done = DeveloperPage.Done(context, texts),
                FormToken = PageForm.TokenFor(context, SecretsStep.Binding(visit, card.Client.ClientId)),
            },
            DeveloperPage.Status(problem));
    }

    private static IResult Settings(HttpContext context, ConsoleVisit visit, CredentialCard card, CredentialChange typed, string? problem) => Page.Of<SettingsPage>(
        new SettingsView
        {
            Visit = visit,
            Credential = card,
            Typed = typed,
            OfferedScopes = Offered(card),
            Problem = problem,
            FormToken = PageForm.TokenFor(context, SettingsBinding(visit, card.Client.ClientId)),
        },
        DeveloperPage.Status(problem));

    private static List<string> Offered(CredentialCard card) => [.. OfferedApi.Offered(card.Apis, card.Client.Kind).Items.Union(card.Client.Settings.Scopes)];

    private static CredentialChange Now(CredentialCard card) => new()
    {
        Name = card.Client.Name,
        DefaultRedirectUri = card.Client.Settings.DefaultRedirectUri,
        RedirectUris = card.Client.Settings.RedirectUris,
        RedirectUriPatterns = card.Client.Settings.RedirectUriPatterns,
        PostLogoutRedirectUris = card.Client.Settings.PostLogoutRedirectUris,
        RequirePkce = card.Client.NeedsPkce,
        BackchannelLogoutUri = card.Client.Settings.BackchannelLogoutUri,
        BackchannelLogoutSessionRequired = card.Client.Settings.BackchannelLogoutSessionRequired,
        Scopes = card.Client.Settings.Scopes,
        BetaUsers = card.Client.Settings.BetaUsers,
        InProduction = card.Client.Settings.Status == Clients.ClientStatus.InProduction,
    };

    private static CredentialChange Typed(PageForm form, CredentialCard card)
    {
        var scopes = Offered(card).Where(scope => form["scope." + scope].Length > 0).ToList();
        if (!card.Client.Kind.HasRedirectUris) return new() { Name = form["name"], Scopes = scopes };
        return new()
        {
            Name = form["name"],
            DefaultRedirectUri = form["default_redirect_uri"],
            RedirectUris = DeveloperPage.Lines(form["redirect_uris"]),
            RedirectUriPatterns = DeveloperPage.Lines(form["redirect_uri_patterns"]),
            PostLogoutRedirectUris = DeveloperPage.Lines(form["post_logout_redirect_uris"]),
            RequirePkce = card.Client.Kind.PkceAlways ? null : form["require_pkce"].Length > 0,
            BackchannelLogoutUri = form["backchannel_logout_uri"],
            BackchannelLogoutSessionRequired = form["backchannel_logout_session_required"].Length > 0,
            Scopes = scopes,
            BetaUsers = DeveloperPage.Lines(form["beta_users"]),
            InProduction = form["status"] == "production",
        };
    }

    private static string SettingsBinding(ConsoleVisit visit, string client) => visit.Binding("settings:" + client);
}
