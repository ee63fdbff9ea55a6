using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Factors;
using Stagedoor.Server.SignIn.Credentials.Passkey;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.Passkeys;

/// <summary>What the page shows on which a person keeps passkeys.</summary>
public sealed record PasskeysView
{
    public required PersonHere Here { get; init; }
    public required IReadOnlyList<Passkey> Passkeys { get; init; }

    /// <summary>The question to the browser; null where no passkeys are possible, or the person has the most.</summary>
    public PasskeyQuestion? Question { get; init; }

    /// <summary>It would be the first factor, and nobody demands it: the person may keep what is open.</summary>
    public bool MayKeep { get; init; }

    /// <summary>Why the last one may not go; null where it may.</summary>
    public string? WhyLastStays { get; init; }
    public string? Problem { get; init; }

    /// <summary>Recovery codes that were made with the first factor, seen this once.</summary>
    public ImmutableArray<Secret> Codes { get; init; } = [];
    public required string FormToken { get; init; }
}

/// <summary>A person's passkeys: adds, renames, removes. Each of it asks for a recent proof.</summary>
public sealed class PasskeysStep : ISlice
{
    private const string Path = "/profile/passkeys", Step = "passkeys";

    private static readonly Texts texts = Texts.Beside<PasskeysPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, RecentProof proof, IPasskeyStore passkeys, IPersonFactors factors, PasskeyCeremony ceremony, CancellationToken cancellation)
    {
        var (here, instead) = await proof.AskAsync(context, Path, cancellation);
        return here is null ? instead! : await PageAsync(context, here, passkeys, factors, ceremony, null, [], cancellation);
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, RecentProof proof, IPasskeyStore passkeys, IPersonFactors factors, PasskeyCeremony ceremony, FactorEnrolment enrolment, SessionOpening opening, AccountNews news, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (here, instead) = await proof.AskAsync(context, Path, cancellation);
        if (here is null) return instead!;
        Task<IResult> Again(string? problem, ImmutableArray<Secret> codes = default) => PageAsync(context, here, passkeys, factors, ceremony, problem, codes.IsDefault ? [] : codes, cancellation);
        if (!await form.IsGenuineAsync(Binding(here))) return await Again(texts["Stale"]);
        var id = form["id"].Length <= 1400 ? form["id"] : "";
        switch (form["action"])
        {
            case "rename":
                var name = DisplayName.Of(form["name"]).Trim();
                if (name.Length is 0 or > Passkey.MaxName) return await Again(texts.Format("BadName", Passkey.MaxName));
                if (await passkeys.RenameAsync(id, here.Person.Id, name, cancellation)) await news.RecordAsync(context, here.Person, AuditAct.PasskeyRenamed, id);
                return Page.Continue(Path);
            case "remove":
                var removed = (await passkeys.OfPersonAsync(here.Person.Id, cancellation)).FirstOrDefault(passkey => passkey.Id == id);
                var removal = await passkeys.RemoveAsync(id, here.Person.Id, cancellation);
                if (removal is FactorRemoval.Required or FactorRemoval.OnlyWayIn) return await Again(texts[removal == FactorRemoval.Required ? "LastStays" : "OnlyWayIn"]);
                if (removal == FactorRemoval.Removed && removed is not null) await news.RemovedAsync(context, here.Person, AuditAct.PasskeyRemoved, id, removed.Name);
                return Page.Continue(Path);
            default:
                return await enrolment.AddPasskeyAsync(context, here.Person, Step, form["passkey_state"], form["passkey"], form["name"], form["keep"] == "yes", cancellation) switch
                {
                    Enrolment.Done done => await DoneAsync(done),
                    Enrolment.Stale => await Again(texts["Stale"]),
                    Enrolment.Full => await Again(texts["Full"]),
                    _ => await Again(texts["WrongPasskey"]),
                };
        }

        async Task<IResult> DoneAsync(Enrolment.Done done)
        {
            var sid = await opening.RaiseAsync(context, done.Person, here.Session, done.Methods);
            here = new(here.Session with { Sid = sid }, done.Person);
            return done.Codes.IsEmpty ? Page.Continue(Path) : await Again(null, done.Codes);
        }
    }

    private static string Binding(PersonHere here) => $"{Step}:{here.Session.Sid}";

    private static async Task<IResult> PageAsync(
        HttpContext context, PersonHere here, IPasskeyStore passkeys, IPersonFactors factors, PasskeyCeremony ceremony, string? problem, ImmutableArray<Secret> codes, CancellationToken cancellation)
    {
        var token = PageForm.TokenFor(context, Binding(here));
        var all = await passkeys.OfPersonAsync(here.Person.Id, cancellation);
        var has = await factors.OfAsync(here.Person.Id, cancellation);
        var view = new PasskeysView
        {
            Here = here,
            Passkeys = all,
            Question = all.Count < Passkey.MaxPerPerson ? await ceremony.AskToMakeAsync(context, Step, here.Person) : null,
            MayKeep = has is { HasSecond: false, Required: false },
            WhyLastStays = has switch { { Required: true, Authenticator: false, Passkeys: 1 } => texts["LastStays"], { HasPassword: false, Passkeys: 1 } => texts["OnlyWayIn"], _ => null },
            Problem = problem,
            Codes = codes,
            FormToken = token,
        };
        return Page.Of<PasskeysPage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
