using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.Invited;

/// <summary>What the page of an invitation shows.</summary>
public sealed record InvitedView
{
    public required Organization Organization { get; init; }
    public required Invitation Invitation { get; init; }
    public required string Handle { get; init; }

    /// <summary>Who is signed in here with the address that it is for; null when nobody is.</summary>
    public PersonHere? Here { get; init; }

    /// <summary>Who is signed in here instead.</summary>
    public PersonHere? Another { get; init; }
    public string? Problem { get; init; }
    public string? FormToken { get; init; }

    /// <summary>The way back to this page.</summary>
    public Way Back => new(null, null, "/invitation?link=" + Handle);
}

/// <summary>
/// Where an invitation leads: a person joins the organization only after signing in with the address that was invited, and by a click of their own (design §3). Where the organization demands a second factor, the
/// session that joins was opened with one: who has none enrols it here, before anything of the organization opens.
/// </summary>
public sealed class InvitedStep : ISlice
{
    private const string Path = "/invitation";

    private static readonly Texts texts = Texts.Beside<InvitedPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Invitations invitations, IOrganizationStore organizations, PeopleHere people, CancellationToken cancellation)
    {
        var handle = context.Request.Query["link"].ToString();
        return await FindAsync(context, handle, invitations, organizations, people, cancellation) is { } view ? Show(context, view, null, StatusCodes.Status200OK) : Dead();
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, Invitations invitations, IOrganizationStore organizations, PeopleHere people, EmailVerification verification, HalfSignIn halves,
        IPersonFactors factors, IAuditTrail audit, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        if (await FindAsync(context, form["link"], invitations, organizations, people, cancellation) is not { } view) return Dead();
        if (view.Here is not { } here || !await form.IsGenuineAsync(Binding(view, here))) return Show(context, view, texts["Changed"], StatusCodes.Status400BadRequest);
        if (form.Cancels) return Page.Continue("/");
        if (form["action"] == EmailVerification.Action) return await verification.SendAgainAsync(here, view.Back, cancellation);
        if (view.Organization.RequiresSecondFactor && here.Session.Acr != AuthenticationContext.Two) return await ProveMoreAsync(context, view, here, halves, factors, time, cancellation);
        switch (await invitations.AcceptAsync(view.Handle, here.Person, cancellation))
        {
            case InvitationOutcome.NameTaken: return Show(context, view, texts["NameTaken"], StatusCodes.Status409Conflict);
            case InvitationOutcome.Dead: return here.Person.EmailVerified ? Dead() : Show(context, view, null, StatusCodes.Status400BadRequest);
            default: break;
        }

        await audit.RecordAsync(
            new()
            {
                At = time.GetUtcNow(),
                Act = AuditAct.InvitationAccepted,
                ActorId = here.Person.Id,
                OrganizationId = view.Organization.Id,
                TargetId = view.Invitation.Id,
                Address = RemoteAddress.Of(context),
                RequestId = context.TraceIdentifier,
            },
            cancellation);
        return Page.Of<JoinedPage>(view);
    }

    // Who has a factor shows it. Who has none enrols it after a recent password; afterwards the page is here again.
    private static async ValueTask<IResult> ProveMoreAsync(HttpContext context, InvitedView view, PersonHere here, HalfSignIn halves, IPersonFactors factors, TimeProvider time, CancellationToken cancellation)
    {
        if (time.GetUtcNow() - here.Session.AuthenticatedAt >= RecentProof.Lifetime || (await factors.OfAsync(here.Person.Id, cancellation)).HasSecond) return Page.Continue(RecentProof.Again(here, view.Back.Return!));
        halves.Begin(context, here.Person);
        return Page.Continue(view.Back.At("/signin/enrol"));
    }

    private static async ValueTask<InvitedView?> FindAsync(HttpContext context, string handle, Invitations invitations, IOrganizationStore organizations, PeopleHere people, CancellationToken cancellation)
    {
        if (await invitations.FindAsync(handle, cancellation) is not { } invitation || await organizations.FindAsync(invitation.OrganizationId, cancellation) is not { } organization) return null;
        var all = await people.AllAsync(context, cancellation);
        var key = Person.EmailKey(invitation.Email);
        var here = all.FirstOrDefault(one => Person.EmailKey(one.Person.Email) == key);
        return new() { Organization = organization, Invitation = invitation, Handle = handle, Here = here, Another = here is null && all.Count > 0 ? all[0] : null };
    }

    private static string Binding(InvitedView view, PersonHere here) => $"invitation:{view.Invitation.Id}:{here.Session.Sid}";

    private static IResult Show(HttpContext context, InvitedView view, string? problem, int status) =>
        Page.Of<InvitedPage>(view with { Problem = problem, FormToken = view.Here is { } here ? PageForm.TokenFor(context, Binding(view, here)) : null }, status);

    private static IResult Dead() => ErrorPage.Result(StatusCodes.Status400BadRequest, texts["Dead.Title"], texts["Dead.What"], texts["Dead.Who"], texts["Dead.Do"]);
}
