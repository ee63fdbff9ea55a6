namespace Stagedoor.Client.Tests;

/// <summary>The applications of the seed, as this library sees them, in either dialect.</summary>
public static class Applications
{
    public static TheoryData<Dialect> Dialects => [Dialect.Ims, Dialect.Standard];

    extension(StagedoorApp app)
    {
        /// <summary>The one setting: the issuer's address, with <c>/ims</c> for that dialect.</summary>
        public string Authority(Dialect dialect) => dialect == Dialect.Ims ? app.Issuer + "/ims" : app.Issuer;

        public ServerToServerAuthentication Bot(Dialect dialect, Action<ServerToServerOptions>? change = null) =>
            new(app.With(new ServerToServerOptions { ClientId = Seed.DailiesBot.Id, ClientSecret = Seed.DailiesBot.Secret! }, dialect, change));

        public WebAppAuthentication Board(Dialect dialect, Action<WebAppOptions>? change = null) =>
            new(app.With(new WebAppOptions { ClientId = Seed.ReviewBoard.Id, ClientSecret = Seed.ReviewBoard.Secret!, RedirectUri = Seed.ReviewBoard.RedirectUri! }, dialect, change));

        public SinglePageAppAuthentication Page(Dialect dialect, Action<SinglePageAppOptions>? change = null) =>
            new(app.With(new SinglePageAppOptions { ClientId = Seed.ReviewPage.Id, RedirectUri = Seed.ReviewPage.RedirectUri! }, dialect, change));

        public NativeAppAuthentication Ingest(Dialect dialect, Action<NativeAppOptions>? change = null) =>
            new(app.With(new NativeAppOptions { ClientId = Seed.DesktopIngest.Id }, dialect, change));

        /// <summary>A person signs in and allows it, in a browser without a screen: the address that it ends at.</summary>
        public async Task<string> AllowAsync(PendingSignIn pending, string email = Seed.Ada, string password = Seed.AdaPassword)
        {
            using var browser = app.NewBrowser();
            return (await browser.SignInAndAllowAsync(pending.Address, email, password)).Left!.OriginalString;
        }

        public async Task<SignedIn> SignInAsync(UserAuthentication user)
        {
            var pending = await user.BeginSignInAsync();
            return await user.CompleteSignInAsync(pending, await app.AllowAsync(pending));
        }

        private T With<T>(T options, Dialect dialect, Action<T>? change) where T : AuthenticationOptions
        {
            options.Authority = app.Authority(dialect);
            options.TimeProvider = app.Options.RealClock ? TimeProvider.System : app.Clock;
            change?.Invoke(options);
            return options;
        }
    }
}
