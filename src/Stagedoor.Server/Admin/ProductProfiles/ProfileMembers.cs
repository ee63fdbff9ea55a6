using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Admin.ProductProfiles;

/// <summary>Assigning a product profile to a credential, and giving its product to a person.</summary>
internal static class ProfileMembers
{
    private const string Assign = "assign", Give = "give";

    private static readonly Texts texts = Texts.Beside<ProfilesPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var what in (string[])[Assign, Give])
        {
            routes.MapPage($"{ProfilesStep.One}/{what}", (HttpContext context, string profile, ConsoleVisitors visitors, Administration.ProductProfiles profiles, CancellationToken cancellation) => AskAsync(context, profile, what, visitors, profiles, cancellation));
            routes.MapForm($"{ProfilesStep.One}/{what}", (HttpContext context, string profile, ConsoleVisitors visitors, Administration.ProductProfiles profiles, IPersonStore people, CancellationToken cancellation) => DoAsync(context, profile, what, visitors, profiles, people, cancellation));
        }
    }

    private static async Task<IResult> AskAsync(HttpContext context, string profile, string what, ConsoleVisitors visitors, Administration.ProductProfiles profiles, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.ProvenAsync(context, ProfilesStep.Needed, null, cancellation);
        return visit is null ? instead! : await FormAsync(context, visit, profile, what, "", profiles, null, cancellation);
    }

    private static async Task<IResult> DoAsync(HttpContext context, string profile, string what, ConsoleVisitors visitors, Administration.ProductProfiles profiles, IPersonStore people, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, ProfilesStep.Needed, $"{ProfilesStep.At(profile)}/{what}", cancellation);
        if (visit is null) return instead!;
        var typed = form["who"].Trim();
        if (!await form.IsGenuineAsync(Binding(visit, profile, what))) return await FormAsync(context, visit, profile, what, typed, profiles, shared["Stale"], cancellation);

        // An address that is not known is none of the organization's people.
        var outcome = what == Assign
            ? await profiles.AssignAsync(visit.Administrator, profile, form.Version(), typed, cancellation)
            : await profiles.GiveAsync(visit.Administrator, profile, form.Version(), (await people.FindByEmailAsync(typed, cancellation))?.Id ?? "nobody", cancellation);
        if (!outcome.Failed(out var why, out _)) return Page.Continue(visit.At($"{ProfilesStep.At(profile)}?done={(what == Assign ? "assigned" : "given")}"));
        return why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden ? ProfilesStep.Refused(why) : await FormAsync(context, visit, profile, what, typed, profiles, why.In(texts), cancellation);
    }

    private static string Binding(ConsoleVisit visit, string profile, string what) => visit.Binding($"product-profile-{what}:{profile}");

    private static async Task<IResult> FormAsync(HttpContext context, ConsoleVisit visit, string profile, string what, string typed, Administration.ProductProfiles profiles, string? problem, CancellationToken cancellation)
    {
        if ((await profiles.FindAsync(visit.Administrator, profile, cancellation)).Failed(out var why, out var card)) return ProfilesStep.Refused(why);
        IReadOnlyList<AssignedCredential>? suggested = null;
        if (what == Assign)
        {
            if ((await profiles.AssignableAsync(visit.Administrator, profile, cancellation)).Failed(out why, out var found)) return ProfilesStep.Refused(why);
            suggested = found.Items;
        }

        var view = new ProfileAddView(card) { Visit = visit, Typed = typed, Suggested = suggested, Problem = problem, FormToken = PageForm.TokenFor(context, Binding(visit, profile, what)) };
        return Page.Of<AddPage>(view, ProfilesStep.StatusOf(problem));
    }
}
