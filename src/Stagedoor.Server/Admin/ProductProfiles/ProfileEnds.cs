using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Admin.ProductProfiles;

/// <summary>Deleting a product profile, taking it from a credential, and its product from a person: each says before what stops working, counted from the database, and stands behind a recent proof.</summary>
internal static class ProfileEnds
{
    private const string Delete = "delete", Unassign = "unassign", Take = "take";

    private static readonly Texts texts = Texts.Beside<ProfilesPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (end, path) in (ReadOnlySpan<(string, string)>)[(Delete, "/delete"), (Unassign, "/credentials/{one}/unassign"), (Take, "/people/{one}/take")])
        {
            var (what, below) = (end, path);
            routes.MapPage(ProfilesStep.One + below, (HttpContext context, string profile, ConsoleVisitors visitors, Administration.ProductProfiles profiles, CancellationToken cancellation) => AskAsync(context, profile, what, visitors, profiles, cancellation));
            routes.MapForm(ProfilesStep.One + below, (HttpContext context, string profile, ConsoleVisitors visitors, Administration.ProductProfiles profiles, CancellationToken cancellation) => DoAsync(context, profile, what, visitors, profiles, cancellation));
        }
    }

    private static async Task<IResult> AskAsync(HttpContext context, string profile, string end, ConsoleVisitors visitors, Administration.ProductProfiles profiles, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.ProvenAsync(context, ProfilesStep.Needed, null, cancellation);
        if (visit is null) return instead!;
        return (await AboutAsync(context, visit, profile, end, profiles, cancellation)).Failed(out var why, out var about) ? ProfilesStep.Refused(why) : PageOf(context, visit, end, about, null);
    }

    private static async Task<IResult> DoAsync(HttpContext context, string profile, string end, ConsoleVisitors visitors, Administration.ProductProfiles profiles, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, ProfilesStep.Needed, ActionOf(profile, end, OneOf(context)), cancellation);
        if (visit is null) return instead!;
        if ((await AboutAsync(context, visit, profile, end, profiles, cancellation)).Failed(out var refused, out var about)) return ProfilesStep.Refused(refused);
        if (!await form.IsGenuineAsync(about.Binding(visit, end))) return PageOf(context, visit, end, about, shared["Stale"]);
        if (about.NameToType is { } name && !ConfirmView.Matches(form["confirm"], name)) return PageOf(context, visit, end, about, shared["WrongName"]);
        var why = await RunAsync(visit, about, end, form.Version(), profiles, cancellation);
        if (why is null) return Page.Continue(visit.At(end == Delete ? ProfilesStep.Root + "?done=deleted" : $"{ProfilesStep.At(profile)}?done={(end == Take ? "taken" : "unassigned")}"));
        if (why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden) return ProfilesStep.Refused(why);
        return (await AboutAsync(context, visit, profile, end, profiles, cancellation)).Failed(out var gone, out var now) ? ProfilesStep.Refused(gone) : PageOf(context, visit, end, now, why.In(texts));
    }

    private static async Task<Objection?> RunAsync(ConsoleVisit visit, About about, string end, long version, Administration.ProductProfiles profiles, CancellationToken cancellation)
    {
        Objection? why;
        if (end == Delete) return (await profiles.DeleteAsync(visit.Administrator, about.Card.Profile.Id, version, cancellation)).Failed(out why, out _) ? why : null;
        var outcome = end == Unassign
            ? await profiles.UnassignAsync(visit.Administrator, about.Card.Profile.Id, version, about.One, cancellation)
            : await profiles.TakeAsync(visit.Administrator, about.Card.Profile.Id, version, about.One, cancellation);
        return outcome.Failed(out why, out _) ? why : null;
    }

    private static string OneOf(HttpContext context) => context.Request.RouteValues["one"] as string ?? "";

    private static string ActionOf(string profile, string end, string one) => ProfilesStep.At(profile) + end switch
    {
        Delete => "/delete",
        Unassign => $"/credentials/{LocalPath.Segment(one)}/unassign",
        _ => $"/people/{LocalPath.Segment(one)}/take",
    };

    private static async Task<Outcome<About>> AboutAsync(HttpContext context, ConsoleVisit visit, string profile, string end, Administration.ProductProfiles profiles, CancellationToken cancellation)
    {
        var one = OneOf(context);
        if ((await profiles.FindAsync(visit.Administrator, profile, cancellation)).Failed(out var why, out var card)) return why;
        var name = DisplayName.Of(card.Profile.Name);
        switch (end)
        {
            case Delete:
                if ((await profiles.UseOfAsync(visit.Administrator, profile, cancellation)).Failed(out why, out var use)) return why;
                return new About(card, one, texts.Format("delete.Lead", name), card.Profile.Name)
                {
                    Effects = [texts.Format("delete.Credentials", use.Credentials, use.LeftWithout), .. use.LeftWithout > 0 ? (string[])[texts["delete.Bounded"]] : [], texts.Format("delete.People", use.People), texts["delete.Final"]],
                };
            case Unassign:
                if ((await profiles.FindCredentialAsync(visit.Administrator, profile, one, cancellation)).Failed(out why, out var credential)) return why;
                return new About(card, one, texts.Format("unassign.Lead", name, DisplayName.Of(credential.Name)), credential.Name) { Effects = [texts[credential.HasOther ? "unassign.HasOther" : "unassign.Last"]] };
            default:
                if ((await profiles.PeopleAsync(visit.Administrator, profile, cancellation)).Failed(out why, out var people)) return why;
                if (people.Items.FirstOrDefault(holder => holder.Id == one) is not { } person) return Objection.NotFound();
                return new About(card, one, texts.Format("take.Lead", name, DisplayName.Of(person.Name)), null) { Effects = [texts["take.Create"], texts["take.Rest"]] };
        }
    }

    private static IResult PageOf(HttpContext context, ConsoleVisit visit, string end, About about, string? problem) => Page.Of<ConfirmPage>(
        new ConfirmView
        {
            Visit = visit,
            Title = texts[end + ".Title"],
            Here = ProfilesStep.Root,
            Crumbs = [new(texts["Title"], ProfilesStep.Root), new(about.Card.Profile.Name, ProfilesStep.At(about.Card.Profile.Id))],
            Lead = about.Lead,
            Effects = about.Effects,
            NameToType = about.NameToType,
            Action = ActionOf(about.Card.Profile.Id, end, about.One),
            Back = ProfilesStep.At(about.Card.Profile.Id),
            Button = texts[end + ".Button"],
            Version = about.Card.Version,
            Problem = problem,
            FormToken = PageForm.TokenFor(context, about.Binding(visit, end)),
        },
        ProfilesStep.StatusOf(problem));

    /// <summary>What is about to end; <paramref name="One"/> is the credential's or person's id.</summary>
    private sealed record About(ProfileCard Card, string One, string Lead, string? NameToType)
    {
        public IReadOnlyList<string> Effects { get; init; } = [];

        public string Binding(ConsoleVisit visit, string end) => visit.Binding($"product-profile-{end}:{Card.Profile.Id}:{One}");
    }
}
