using System.CommandLine;
using Stagedoor.Cli.Profiles;
using Stagedoor.Cli.Terminal;
using Stagedoor.Client.Authentication;

namespace Stagedoor.Cli.Login;

/// <summary><c>stagedoor login</c>: a person in the system's browser, on another device or by a pasted answer; or a service account by its secret. What was given is kept as the profile, once it worked.</summary>
internal sealed class LogIn() : Verb(
    "login",
    "Signs in, and keeps the tokens encrypted for the verbs that follow.",
    "stagedoor login --issuer http://localhost:5180 --client-id 3f1e2d3c4b5a69788796a5b4c3d2e1f3",
    "stagedoor login --profile bot --server-to-server --issuer adobe --client-id ID --client-secret-stdin < secret.txt")
{
    private readonly Option<string?> issuer = new("--issuer") { HelpName = "URL", Description = "Who issues the tokens: Stagedoor's address (with /ims at its end for that dialect), or adobe." };
    private readonly Option<string?> clientId = new("--client-id") { HelpName = "ID", Description = "The client id of a Native App credential, or of a server-to-server one." };
    private readonly Option<bool> device = new("--device") { Description = "Show a code to type on another device, where the issuer has that flow." };
    private readonly Option<bool> paste = new("--paste") { Description = "Print the address to open anywhere, and take the address that the browser ends at." };
    private readonly Option<bool> serverToServer = new("--server-to-server") { Description = "As a service account, by client id and client secret." };
    private readonly Option<bool> secretStdin = new("--client-secret-stdin") { Description = "Read the client secret from standard input. Without it STAGEDOOR_CLIENT_SECRET, then a prompt." };
    private readonly Option<string?> scope = new("--scope") { HelpName = "SCOPES", Description = "The scopes to ask for, instead of those that Frame.io wants." };
    private readonly Option<string?> redirectUri = new("--redirect-uri") { HelpName = "URI", Description = "The credential's redirect URI, where it is not http://127.0.0.1/callback." };
    private readonly Option<string?> api = new("--api") { HelpName = "URL", Description = "The API's address, where it is not the issuer's own (or Frame.io's, for Adobe)." };

    protected override void Declare(Command command)
    {
        foreach (var option in new Option[] { issuer, clientId, device, paste, serverToServer, secretStdin, scope, redirectUri, api }) command.Add(option);
        command.Validators.Add(result =>
        {
            if (new Option[] { device, paste, serverToServer }.Count(option => result.GetResult(option) is { Implicit: false }) > 1) result.AddError("--device, --paste and --server-to-server exclude each other.");
        });
    }

    protected override async Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var profile = Chosen(call);
        if (profile.Kind == CredentialKind.Person) await PersonAsync(call, profile, cancellation);
        else await ServiceAccountAsync(call, profile, cancellation);
        var file = ProfileFile.Read(call.Shell);
        if (!file.All.Any()) file.Default = profile.Name;
        file.Save(profile);
        await Welcome.SayAsync(call, profile, cancellation);
        return ExitCode.Done;
    }

    private Profile Chosen(Invocation call)
    {
        var known = call.Profile;
        var kind = call.Get(serverToServer) ? CredentialKind.ServiceAccount : call.Get(device) || call.Get(paste) || (call.Has(clientId) && call.Get(clientId) != known.ClientId) ? CredentialKind.Person : known.Kind;
        return known with
        {
            Kind = kind,
            Issuer = ProfileSettings.Address(call.Get(issuer)) ?? known.Issuer ?? throw new CommandException(ExitCode.Usage, "It is not said who issues the tokens.", "Add --issuer http://localhost:5180 for Stagedoor on this machine, or --issuer adobe."),
            ClientId = call.Get(clientId) ?? known.ClientId ?? throw new CommandException(ExitCode.Usage, "It is not said which credential to use.", "Add --client-id with the id that the Developer Console shows for a Native App (or, with --server-to-server, for that kind)."),
            Scopes = call.Get(scope) is { } asked ? ProfileSettings.Split(asked) : known.Scopes,
            RedirectUri = call.Get(redirectUri) ?? known.RedirectUri,
            Api = call.Get(api) ?? known.Api,
        };
    }

    private async Task PersonAsync(Invocation call, Profile profile, CancellationToken cancellation)
    {
        var native = Session.Person(call.Shell, profile);
        if (call.Get(device)) await DeviceSignInAsync(call, native, cancellation);
        else if (call.Get(paste)) await PasteAsync(call, native, cancellation);
        else await native.SignInWithBrowserAsync(new() { Open = (address, ending) => OpenAsync(call, address, ending) }, cancellation);
    }

    private static async Task PasteAsync(Invocation call, NativeAppAuthentication native, CancellationToken cancellation)
    {
        using var remarks = new RemarkWriter(call.Shell);
        await native.SignInByPastingAsync(remarks, call.Shell.Lines, cancellation);
    }

    private static async Task DeviceSignInAsync(Invocation call, NativeAppAuthentication native, CancellationToken cancellation)
    {
        var signIn = await native.BeginDeviceSignInAsync(cancellation);
        call.Output.Remark($"Open this address on any device:\n\n  {Output.Plain(signIn.VerificationUri.ToString())}\n\nand type this code:\n\n  {Output.Plain(signIn.UserCode)}\n");
        if (signIn.VerificationUriComplete is { } complete) call.Output.Remark($"Or open it with the code in it:\n\n  {complete}\n");
        call.Output.Remark("Waiting for you to allow it (Ctrl+C ends this) …");
        await native.CompleteDeviceSignInAsync(signIn, cancellation);
    }

    private static async Task OpenAsync(Invocation call, Uri address, CancellationToken cancellation)
    {
        call.Output.Remark($"Your browser opens for the sign-in. If it does not, open this address yourself, on this machine:\n\n  {address.AbsoluteUri}\n");
        await (call.Shell.OpenBrowser ?? SystemBrowser.OpenAsync)(address, cancellation);
    }

    private async Task ServiceAccountAsync(Invocation call, Profile profile, CancellationToken cancellation)
    {
        var secret = Secret(call);
        // The secret proves itself before anything is kept: a token that was kept before may have come by another one.
        var trial = Session.ServiceAccount(call.Shell, profile, secret, keeps: false);
        await trial.GetTokenAsync(cancellation);
        await Session.ServiceAccount(call.Shell, profile, secret).ImportAsync((await trial.ExportAsync(cancellation))!, cancellation);
        // A secret that comes from the environment each time need not lie on the disk.
        if (secret != profile.Secret()) await new SecretStore(call.Shell, Session.Tokens(call.Shell)).KeepAsync(profile, secret, cancellation);
    }

    private string Secret(Invocation call)
    {
        if (call.Get(secretStdin)) return Line(call.Shell.Lines.ReadLine());
        if (call.Profile.Secret() is { } given) return given;
        if (!call.Shell.InputIsTerminal) throw new CommandException(ExitCode.Usage, "There is no client secret.", "Give it on standard input with --client-secret-stdin, or set STAGEDOOR_CLIENT_SECRET. It is no option, since others could read it there.");
        call.Output.Remark("Client secret (it is not shown):");
        return Line(call.Shell.ReadHidden());
    }

    private static string Line(string? text) => text?.Trim() is { Length: > 0 } secret ? secret : throw new CommandException(ExitCode.Usage, "The client secret is empty.", "Copy it from the credential in the Developer Console.");
}
